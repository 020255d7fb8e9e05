import type { Database } from './client';

interface Waiting<In, Out> {
    item: In;
    settle(outcome: Out): void;
    fail(error: unknown): void;
}

/**
 * Lets callers of one moment share a statement: whoever comes while a group is being worked on goes with the next. A
 * lone caller waits for nobody, and a crowd asks the database as often as it can answer. `work` returns the outcome of
 * each item, in their order; what it throws reaches all of the group.
 */
export function inGroups<In, Out>(
    most: number,
    work: (db: Database, group: In[]) => Promise<Out[]>,
): (db: Database, item: In) => Promise<Out> {
    const queues = new WeakMap<Database, Waiting<In, Out>[]>();
    const atWork = new WeakSet<Database>();

    async function workOff(db: Database, waiting: Waiting<In, Out>[]): Promise<void> {
        while (waiting.length > 0) {
            const group = waiting.splice(0, most);
            try {
                const outcomes = await work(
                    db,
                    group.map(({ item }) => item),
                );
                group.forEach(({ settle }, index) => settle(outcomes[index] as Out));
            } catch (error) {
                for (const { fail } of group) fail(error);
            }
        }
        atWork.delete(db);
    }

    return (db, item) =>
        new Promise((settle, fail) => {
            const waiting = queues.get(db) ?? [];
            queues.set(db, waiting);
            waiting.push({ item, settle, fail });
            if (atWork.has(db)) return;
            atWork.add(db);
            // Whoever was read from the network in the same moment comes along.
            setImmediate(() => void workOff(db, waiting));
        });
}
