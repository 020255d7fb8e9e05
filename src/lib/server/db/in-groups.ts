import type { Database, Queryable } from './client';

interface Waiting<In, Out> {
    item: In;
    settle(outcome: Out): void;
    fail(error: unknown): void;
}

/**
 * Lets callers of one moment share a statement: whoever comes while a group is being worked on goes with the next. A
 * lone caller waits for nobody, and a crowd asks the database as often as it can answer. `work` returns the outcome of
 * each item, in their order. A group that fails is worked on again one by one, so that each fails for itself alone. `lanes`
 * is how many groups are worked on at once.
 */
export function inGroups<In, Out>(
    most: number,
    work: (db: Database, group: In[]) => Promise<Out[]>,
    { lanes = 1 } = {},
): (db: Database, item: In) => Promise<Out> {
    const queues = new WeakMap<Database, Waiting<In, Out>[]>();
    const atWork = new WeakMap<Database, number>();

    async function workOff(db: Database, waiting: Waiting<In, Out>[]): Promise<void> {
        while (waiting.length > 0) await workOn(db, waiting.splice(0, most));
        atWork.set(db, (atWork.get(db) ?? 1) - 1);
    }

    async function workOn(db: Database, group: Waiting<In, Out>[]): Promise<void> {
        try {
            const outcomes = await work(
                db,
                group.map(({ item }) => item),
            );
            group.forEach(({ settle }, index) => settle(outcomes[index] as Out));
        } catch (error) {
            if (group.length > 1) await Promise.all(group.map((waiting) => workOn(db, [waiting])));
            else for (const { fail } of group) fail(error);
        }
    }

    return (db, item) =>
        new Promise((settle, fail) => {
            const waiting = queues.get(db) ?? [];
            queues.set(db, waiting);
            waiting.push({ item, settle, fail });
            const busy = atWork.get(db) ?? 0;
            if (busy >= lanes) return;
            atWork.set(db, busy + 1);
            // Whoever was read from the network in the same moment comes along.
            setImmediate(() => void workOff(db, waiting));
        });
}

/**
 * Lets look-ups by one key each share a statement, as `inGroups` does; undefined where there is nothing. Within a transaction
 * each asks for itself. Rows are shared by those who ask for the same: treat them as constant.
 */
export function byKeyInGroups<Row>(
    most: number,
    find: (db: Queryable, keys: string[]) => Promise<Row[]>,
    keyOf: (row: Row) => string,
): (db: Queryable, key: string) => Promise<Row | undefined> {
    const together = inGroups<string, Row | undefined>(most, async (db, keys) => {
        const rows = await find(db, [...new Set(keys)]);
        const byKey = new Map(rows.map((row) => [keyOf(row), row]));
        return keys.map((key) => byKey.get(key));
    });
    return async (db, key) => ('$client' in db ? together(db, key) : (await find(db, [key]))[0]);
}
