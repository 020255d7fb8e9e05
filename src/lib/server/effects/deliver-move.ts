import { moveActivity } from '../federation/documents';
import { enqueueActivity, findPair, followerInboxes } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells the servers of a member's followers where the member went. */
export const deliverMove: Effect<'account.moved'> = async (db, { accountId, targetId }) => {
    const pair = await findPair(db, accountId, targetId);
    if (!pair || pair.actor.domain !== null) return;
    await enqueueActivity(db, {
        accountId,
        activity: moveActivity(pair.actor, pair.target.uri),
        inboxes: await followerInboxes(db, accountId),
    });
};
