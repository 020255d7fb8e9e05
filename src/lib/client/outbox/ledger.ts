import type { LocalDatabase } from '../database/records';
import { isQuotaError } from '../database/quota-error';
import type { OutboxRow } from './row';
import type { Step } from './steps';

/** What became of a row: `null` when it is gone. */
export interface RowChange {
    id: string;
    row: OutboxRow | null;
}

/** Applies a step to the rows as the device has them at this moment; answers what changed, and the step's result. */
export async function apply<T>(
    database: LocalDatabase,
    step: (rows: OutboxRow[]) => Step<T>,
): Promise<{ changes: RowChange[]; result: T }> {
    let done: Step<T> | undefined;
    await database.revise('outbox', (rows) => {
        done = step(rows);
        return [...done.remove.map((id) => ({ delete: id })), ...done.put.map((put) => ({ put }))];
    });
    if (!done) throw new Error('The database did not look at the step');
    return told(done);
}

/**
 * The same, of a step in sending: on a device that is full to the last byte what was sent still goes, and how a row
 * stands is known to nobody but the one who sends it. What is sent twice for it is done once.
 */
export async function applyAnyhow<T>(
    database: LocalDatabase,
    step: (rows: OutboxRow[]) => Step<T>,
): Promise<{ changes: RowChange[]; result: T }> {
    try {
        return await apply(database, step);
    } catch (error) {
        if (!isQuotaError(error)) throw error;
        const done = step(await database.getAll('outbox'));
        const sent = done.put.filter(({ state }) => state === 'sent').map(({ id }) => id);
        await database.revise('outbox', () => [...done.remove, ...sent].map((id) => ({ delete: id })));
        return told(done);
    }
}

function told<T>({ put, remove, result }: Step<T>): { changes: RowChange[]; result: T } {
    const gone = remove.map((id) => ({ id, row: null }));
    return { changes: [...gone, ...put.map((row) => ({ id: row.id, row }))], result };
}
