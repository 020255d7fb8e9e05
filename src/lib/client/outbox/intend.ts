import type { LocalDatabase } from '../database/records';
import { coalesce } from './queue';
import { newRow, type Operation, type OutboxRow } from './row';

/**
 * Puts an intention into the outbox where no page is there to hold it: in the service worker. Answers what changed, for
 * the pages that may be open.
 */
export async function intend(
    database: LocalDatabase,
    operation: Operation,
): Promise<{ id: string; row: OutboxRow | null }[]> {
    const rows = await database.getAll('outbox');
    const { remove, add } = coalesce(rows, operation);
    const seq = Math.max(0, ...rows.map((row) => row.seq)) + 1;
    const row = add ? newRow(add, { seq, now: Date.now() }) : null;
    await database.write([
        ...remove.map((id) => ({ store: 'outbox' as const, delete: id })),
        ...(row ? [{ store: 'outbox' as const, put: row }] : []),
    ]);
    return [...remove.map((id) => ({ id, row: null })), ...(row ? [{ id: row.id, row }] : [])];
}
