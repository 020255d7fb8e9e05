import { and, eq } from 'drizzle-orm';
import { blocks } from '../db/schema';
import { blockActivity, undoActivity } from '../federation/documents';
import { enqueueActivity, findPair, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells the server of somebody elsewhere that a member blocks them. */
export const deliverBlock: Effect<'account.blocked'> = async (db, { accountId, targetId }) => {
    const pair = await findPair(db, accountId, targetId);
    if (!pair?.isToRemote) return;
    const [block] = await db
        .select({ uri: blocks.uri })
        .from(blocks)
        .where(and(eq(blocks.accountId, accountId), eq(blocks.targetId, targetId)));
    if (!block?.uri) return;
    await enqueueActivity(db, {
        accountId,
        activity: blockActivity(block.uri, pair.actor.uri, pair.target.uri),
        inboxes: [pair.target.inboxUrl],
        priority: PRIORITY.direct,
    });
};

/** Takes a block back. */
export const deliverUnblock: Effect<'account.unblocked'> = async (db, { accountId, targetId, uri }) => {
    const pair = await findPair(db, accountId, targetId);
    if (!pair?.isToRemote || !uri) return;
    await enqueueActivity(db, {
        accountId,
        activity: undoActivity(blockActivity(uri, pair.actor.uri, pair.target.uri)),
        inboxes: [pair.target.inboxUrl],
        priority: PRIORITY.direct,
    });
};
