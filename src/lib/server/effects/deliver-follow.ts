import { and, eq } from 'drizzle-orm';
import { newId } from '../db';
import { followRequests } from '../db/schema';
import { answerActivity, followActivity, undoActivity } from '../federation/documents';
import { enqueueActivity, findPair, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Asks somebody elsewhere whether a member may follow them. */
export const deliverFollow: Effect<'account.follow-requested'> = async (db, { accountId, targetId }) => {
    const pair = await findPair(db, accountId, targetId);
    if (!pair?.isToRemote) return;
    const [request] = await db
        .select({ uri: followRequests.uri })
        .from(followRequests)
        .where(and(eq(followRequests.accountId, accountId), eq(followRequests.targetId, targetId)));
    if (!request?.uri) return;
    await enqueueActivity(db, {
        accountId,
        activity: followActivity(request.uri, pair.actor.uri, pair.target.uri),
        inboxes: [pair.target.inboxUrl],
        priority: PRIORITY.direct,
    });
};

/** Tells somebody elsewhere that a member no longer follows them. */
export const deliverUnfollow: Effect<'account.unfollowed'> = async (db, { accountId, targetId, uri }) => {
    const pair = await findPair(db, accountId, targetId);
    if (!pair?.isToRemote || !uri) return;
    await enqueueActivity(db, {
        accountId,
        activity: undoActivity(followActivity(uri, pair.actor.uri, pair.target.uri)),
        inboxes: [pair.target.inboxUrl],
        priority: PRIORITY.direct,
    });
};

/** Tells somebody elsewhere that they may follow a member. */
export const deliverAcceptance: Effect<'account.follow-accepted'> = (db, fact) => answer('Accept', db, fact);

/** Tells somebody elsewhere that they may not, or no longer, follow a member. */
export const deliverRejection: Effect<'account.follow-rejected'> = (db, fact) => answer('Reject', db, fact);

async function answer(
    type: 'Accept' | 'Reject',
    db: Parameters<typeof deliverAcceptance>[0],
    { accountId, targetId, uri }: { accountId: string; targetId: string; uri: string | null },
): Promise<void> {
    const pair = await findPair(db, accountId, targetId);
    if (!pair?.isFromRemote) return;
    const { actor: follower, target } = pair;
    const follow = followActivity(uri ?? `${follower.uri}#follows`, follower.uri, target.uri);
    await enqueueActivity(db, {
        accountId: targetId,
        activity: answerActivity(type, follow, { targetUri: target.uri, answerId: newId() }),
        inboxes: [follower.inboxUrl],
        priority: PRIORITY.direct,
    });
}
