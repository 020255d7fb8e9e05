import { eq } from 'drizzle-orm';
import { PUBLIC } from '../activitypub/vocabulary';
import { follows } from '../db/schema';
import { relayInboxes } from '../domain/relays';
import { enqueueActivity, findSigningActor, followerInboxes, inboxesOf } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells the servers of whoever followed a member, or was followed by them, that the member is gone with all they posted. */
export const deliverDeparture: Effect<'account.left'> = async (db, { accountId }) => {
    const account = (await findSigningActor(db, accountId))?.account;
    if (!account) return;
    const followed = await db
        .select({ id: follows.targetId })
        .from(follows)
        .where(eq(follows.accountId, accountId));
    await enqueueActivity(db, {
        accountId,
        activity: {
            id: `${account.uri}#delete`,
            type: 'Delete',
            actor: account.uri,
            to: [PUBLIC],
            object: account.uri,
        },
        inboxes: [
            ...(await followerInboxes(db, accountId)),
            ...(await inboxesOf(
                db,
                followed.map(({ id }) => id),
            )),
            ...(await relayInboxes(db)),
        ],
    });
};
