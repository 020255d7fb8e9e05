import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { announceOn } from './hear';
import * as schema from './schema';
import { ownTransactions } from './transactions';

/** The community's database: drizzle for the domain, `$client` (postgres.js) for the few hot statements. */
export type Database = PostgresJsDatabase<typeof schema> & { $client: postgres.Sql };

/** What `inTransaction` hands over: everything in it happens, or none of it. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase<typeof schema>['transaction']>[0]>[0];

/** Either of the two, for verbs that also serve inside another verb's transaction. */
export type Queryable = Database | Transaction;

/** How a database is reached: an address, or host and port of the embedded server. */
export type Connection =
    string | { host: string; port: number; user: string; database: string; password?: string };

/** Opens a pool. `max` is the number of connections. The caller ends it with `closeDatabase`. */
export function openDatabase(connection: Connection, { max = 10, name = 'atoll' } = {}): Database {
    // The driver's types leave `onnotify` out.
    const options: postgres.Options<Record<string, never>> & Record<'onnotify', unknown> = {
        max,
        onnotice: () => {},
        connection: {
            application_name: name,
            statement_timeout: 15_000,
            lock_timeout: 10_000,
            // Hot statements are written so that one plan serves all values; planning one takes longer than running it.
            plan_cache_mode: 'force_generic_plan',
            jit: false,
        },
        connect_timeout: 5,
        // A connection that ends at a certain age may do so under a statement that was just given to it.
        max_lifetime: null,
        onnotify: (channel: string, payload: string) => announceOn(sql, channel, payload),
    };
    const sql: postgres.Sql =
        typeof connection === 'string'
            ? postgres(connection, options)
            : postgres({ ...options, ...connection });
    ownTransactions(sql);
    return drizzle(sql, { schema });
}

/** Ends every connection, after at most `seconds` for running statements. */
export async function closeDatabase(db: Database, seconds = 5): Promise<void> {
    await db.$client.end({ timeout: seconds });
}

/** Runs `work` in one transaction; a thrown error undoes all of it. Inside another transaction it joins that one. */
export function inTransaction<T>(db: Queryable, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return '$client' in db ? db.transaction(work) : work(db);
}

/** The driver's own connection below `db`, for statements that are written and planned once (`prepared`, jobs). */
export function driverOf(db: Queryable): postgres.Sql {
    if ('$client' in db) return db.$client;
    // drizzle keeps the driver's transaction in its session, which its types leave out.
    return (db as unknown as { session: { client: postgres.Sql } }).session.client;
}
