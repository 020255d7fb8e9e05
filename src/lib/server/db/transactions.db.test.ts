import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { cloneDatabase } from '../../../../tests/support/database';
import { closeDatabase, inTransaction, openDatabase } from '.';

const db = openDatabase(await cloneDatabase(null), { max: 2 });
// Asks from outside of the pool that is looked at.
const watcher = openDatabase(await cloneDatabase(null), { max: 1 });
afterAll(() => Promise.all([closeDatabase(db), closeDatabase(watcher)]));

await db.execute(sql`CREATE TABLE notes (text text)`);
beforeEach(() => db.execute(sql`DELETE FROM notes`));

const write = (to: Pick<typeof db, 'execute'>, text: string) =>
    to.execute(sql`INSERT INTO notes VALUES (${text})`);

async function written(): Promise<string[]> {
    const rows = await db.execute<{ text: string }>(sql`SELECT text FROM notes ORDER BY text`);
    return rows.map(({ text }) => text);
}

async function pidOf(to: Pick<typeof db, 'execute'>): Promise<number> {
    const [row] = await to.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    return row?.pid ?? 0;
}

/** Ends a connection, and settles when the driver has noticed. */
async function endConnection(pid: number): Promise<void> {
    await watcher.execute(sql`SELECT pg_terminate_backend(${pid}, 5000)`);
    await new Promise((settle) => setImmediate(settle));
}

// The driver sends a hundred statements ahead on each of the two connections.
test.each([199, 200, 201, 202])(
    'every transaction is kept, with %i statements waiting before it',
    async (waiting) => {
        const texts = ['first', 'second', 'third'];
        await Promise.all([
            ...Array.from({ length: waiting }, () => db.$client.unsafe('SELECT 1').execute()),
            ...texts.map((text) => inTransaction(db, (tx) => write(tx, text))),
        ]);
        expect(await written()).toEqual([...texts].sort());
        const open = await watcher.execute(sql`
        SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = ${nameOf()}`);
        expect(open).toHaveLength(0);
    },
);

function nameOf(): string {
    return db.$client.options.database;
}

test('what follows the loss of the connection is refused, and nothing of the transaction stays', async () => {
    const outcome = inTransaction(db, async (tx) => {
        await write(tx, 'before');
        await endConnection(await pidOf(tx));
        // Somebody else gets a connection in its place.
        await Promise.all([pidOf(db), pidOf(db), pidOf(db)]);
        await write(tx, 'after');
    });
    await expect(outcome).rejects.toMatchObject({ cause: { code: 'CONNECTION_CLOSED' } });
    expect(await written()).toEqual([]);
});

test('the pool is whole again after connections were lost', async () => {
    for (let n = 0; n < 4; n++)
        await inTransaction(db, async (tx) => endConnection(await pidOf(tx))).catch(() => {});
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => inTransaction(db, (tx) => write(tx, text))));
    expect(await written()).toEqual(['a', 'b', 'c', 'd']);
});

test('a failure that was passed over is not told as a success', async () => {
    const outcome = inTransaction(db, async (tx) => {
        await write(tx, 'lost');
        await tx.execute(sql`SELECT 1 / 0`).catch(() => {});
    });
    await expect(outcome).rejects.toThrow('passed over');
    expect(await written()).toEqual([]);
});

test('a statement that comes after the end of its transaction is refused', async () => {
    const late = await inTransaction(db, async (tx) => () => write(tx, 'late'));
    await expect(late()).rejects.toThrow();
    expect(await written()).toEqual([]);
});

test('what fails within a savepoint is undone alone', async () => {
    await inTransaction(db, async (tx) => {
        await write(tx, 'kept');
        await tx
            .transaction(async (inner) => {
                await write(inner, 'undone');
                await inner.execute(sql`SELECT 1 / 0`);
            })
            .catch(() => {});
        await write(tx, 'kept too');
    });
    expect(await written()).toEqual(['kept', 'kept too']);
});
