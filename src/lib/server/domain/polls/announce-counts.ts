import { inTransaction, type Database, type Transaction } from '../../db';
import { emit } from '../../events';
import { enqueue } from '../../jobs';

/** The queue of members' polls whose numbers are told to others. */
export const ANNOUNCED_COUNTS = 'announced-counts';

export interface AnnouncedCounts {
    statusId: string;
}

/** Votes of this long, in milliseconds, are told at once. */
const GATHERING = 3 * 60_000;

/** Has new votes told to others in a while, with those that come until then. */
export async function countSoon(tx: Transaction, statusId: string): Promise<void> {
    await enqueue(tx, ANNOUNCED_COUNTS, [{ statusId } satisfies AnnouncedCounts], {
        startAfter: new Date(Date.now() + GATHERING),
        singletonKey: statusId,
    });
}

/** Says that a poll has other numbers than those told last. */
export async function announceCounts(db: Database, { statusId }: AnnouncedCounts): Promise<void> {
    await inTransaction(db, (tx) => emit(tx, { type: 'poll.counted', statusId }));
}
