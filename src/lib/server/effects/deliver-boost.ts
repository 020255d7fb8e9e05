import { eq } from 'drizzle-orm';
import { accounts, statuses } from '../db/schema';
import { announceActivity, loadNote, undoActivity } from '../federation/documents';
import { enqueueActivity, followerInboxes, inboxesOf } from '../federation/outbox';
import type { Effect } from './effect';

/** Sends a member's boost to their followers' servers and to the author's. */
export const deliverBoost: Effect<'status.boosted'> = async (db, { statusId }) => {
    const boost = await loadNote(db, statusId);
    if (!boost?.status.local || boost.status.localOnly || boost.status.boostOfId === null) return;
    const original = await loadNote(db, boost.status.boostOfId);
    if (!original) return;
    await enqueueActivity(db, {
        accountId: boost.author.id,
        activity: announceActivity(boost, original.status.uri, original.author.uri),
        inboxes: [
            ...(await followerInboxes(db, boost.author.id)),
            ...(await inboxesOf(db, [original.author.id])),
        ],
    });
};

/** Takes a member's boost back wherever it went. */
export const deliverUnboost: Effect<'status.unboosted'> = async (
    db,
    { accountId, boostOfId, uri, localOnly },
) => {
    if (localOnly) return;
    const [actor] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    if (!actor || actor.domain !== null) return;
    const [original] = await db.select().from(statuses).where(eq(statuses.id, boostOfId));
    const author = original ? [original.accountId] : [];
    await enqueueActivity(db, {
        accountId,
        activity: undoActivity({
            id: uri,
            type: 'Announce',
            actor: actor.uri,
            object: original?.uri ?? uri,
            to: actor.followersUrl ? [actor.followersUrl] : [],
        }),
        inboxes: [...(await followerInboxes(db, accountId)), ...(await inboxesOf(db, author))],
    });
};
