import type { LocalDatabase } from '../database/records';
import { apply, type RowChange } from './ledger';
import type { Operation } from './row';
import { intended } from './steps';

/**
 * Puts an intention into the outbox where no page is there to hold it: in the service worker. Answers what changed, for
 * the pages that may be open.
 */
export async function intend(database: LocalDatabase, operation: Operation): Promise<RowChange[]> {
    const { changes } = await apply(database, (rows) => intended(rows, operation, { now: Date.now() }));
    return changes;
}
