import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../db';
import { DEAD_LETTERS } from '../../jobs';

/** How things stand between this server and all others. Moments are in ISO 8601. */
export interface FederationStatus {
    /** Deliveries that are owed, by what goes first too; those of them that are due, and since when the oldest is. */
    deliveries: {
        owed: number;
        due: number;
        oldest: string | null;
        byPriority: Record<'direct' | 'followers' | 'interactions' | 'completion', number>;
        dead: number;
    };
    hosts: { known: number; failing: number; parked: number };
    /** What was decided about domains. */
    domains: Record<'suspend' | 'silence' | 'allow' | 'noop', number>;
    /** Activities that wait to be worked on, that failed at every try, and what became of those of the last day. */
    received: { waiting: number; dead: number; done: number; refused: number };
    /** Jobs of any kind that failed at every try. */
    deadJobs: number;
}

export async function federationStatus(db: Database): Promise<FederationStatus> {
    const [row] = await db.execute<{ status: FederationStatus }>(sql`
        select json_build_object(
            'deliveries', (select json_build_object('owed', count(*), 'due', count(*) filter (where since <= now()),
                'oldest', min(since) filter (where since <= now()),
                'byPriority', json_build_object(${counts('priority', ['direct', 'followers', 'interactions', 'completion'], (_, index) => sql`${index}::int`)}),
                'dead', (select count(*) from dead_deliveries))
                from (select priority, greatest(deliveries.due_at, lane.due_at) as since
                    from deliveries left join delivery_lanes lane using (host)) owed),
            'hosts', (select json_build_object('known', count(*),
                'failing', count(*) filter (where failures > 0 and parked_at is null),
                'parked', count(parked_at)) from instances),
            'domains', (select json_build_object(${counts('severity', ['suspend', 'silence', 'allow', 'noop'], (name) => sql`${name}`)}) from domain_policies),
            'received', json_build_object(
                'waiting', (select count(*) from inbound_activities where state = 'received'),
                'dead', (select count(*) from inbound_activities where state = 'dead'),
                'done', (select count(*) from inbound_activities
                    where received_at > now() - interval '1 day' and state = 'done'),
                'refused', (select count(*) from inbound_activities
                    where received_at > now() - interval '1 day' and state = 'refused')),
            'deadJobs', (select count(*) from pgboss.job where name = ${DEAD_LETTERS} and state < 'completed')
        ) as status`);
    if (!row) throw new Error('PostgreSQL answered a select without a row');
    return row.status;
}

/** Pairs of a name and how many rows have what stands for it in `column`. */
function counts(
    column: string,
    names: readonly string[],
    valueOf: (name: string, index: number) => SQL,
): SQL {
    const pairs = names.map(
        (name, index) =>
            sql`${sql.raw(`'${name}'`)}, count(*) filter (where ${sql.identifier(column)} = ${valueOf(name, index)})`,
    );
    return sql.join(pairs, sql`, `);
}
