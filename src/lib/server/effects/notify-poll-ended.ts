import { eq } from 'drizzle-orm';
import { inTransaction } from '../db';
import { statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import { findLocalVoters } from '../domain/polls';
import type { Effect } from './effect';

/** Tells the author of a poll and each member who voted that it has ended, once. */
export const notifyPollEnded: Effect<'poll.ended'> = async (db, { statusId }) => {
    const [status] = await db
        .select({ authorId: statuses.accountId })
        .from(statuses)
        .where(eq(statuses.id, statusId));
    if (!status) return;
    const { authorId } = status;
    for (const accountId of new Set([authorId, ...(await findLocalVoters(db, statusId))]))
        await inTransaction(db, (tx) =>
            notify(tx, { kind: 'poll', accountId, fromAccountId: authorId, statusId }),
        );
};
