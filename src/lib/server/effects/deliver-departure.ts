import { eq } from 'drizzle-orm';
import { PUBLIC } from '../activitypub/vocabulary';
import { follows } from '../db/schema';
import { relayInboxes } from '../domain/relays';
import {
    enqueueActivity,
    everyServersInbox,
    findSigningActor,
    followerInboxes,
    inboxesOf,
    PRIORITY,
} from '../federation/outbox';
import type { Effect } from './effect';

/**
 * Tells every server that the member is gone with all they posted: whoever once followed them or saw a post of theirs may
 * still show it.
 */
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
        priority: PRIORITY.interactions,
        inboxes: [
            ...(await everyServersInbox(db)),
            ...(await followerInboxes(db, accountId)),
            ...(await inboxesOf(
                db,
                followed.map(({ id }) => id),
            )),
            ...(await relayInboxes(db)),
        ],
    });
};
