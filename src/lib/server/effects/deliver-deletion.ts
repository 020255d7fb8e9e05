import { eq, inArray } from 'drizzle-orm';
import { addressingOf, reachesFollowers } from '../activitypub/addressing';
import { accounts, type Visibility } from '../db/schema';
import { relayInboxes } from '../domain/relays';
import { deleteActivity } from '../federation/documents';
import { enqueueActivity, followerInboxes, inboxesOf } from '../federation/outbox';
import type { Effect } from './effect';

/**
 * Tells every server that may hold a member's post that it is gone, and no other: a deletion must not tell of a post
 * that its reader never knew of.
 */
export const deliverDeletion: Effect<'status.deleted'> = async (
    db,
    { accountId, uri, local, localOnly, audience },
) => {
    if (!local || localOnly) return;
    const [author] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    if (!author) return;
    const mentioned = await db
        .select({ uri: accounts.uri })
        .from(accounts)
        .where(inArray(accounts.id, audience.mentionedIds));
    const addressing = addressingOf(audience.visibility as Visibility, {
        followersUrl: author.followersUrl,
        mentioned: mentioned.map((person) => person.uri),
    });
    const readers = audience.awaitedApproval
        ? []
        : [...audience.mentionedIds, ...audience.boosts.map((boost) => boost.accountId)];
    const goesToFollowers = reachesFollowers(addressing, author.followersUrl) && !audience.awaitedApproval;
    await enqueueActivity(db, {
        accountId,
        activity: deleteActivity(author, uri, addressing),
        inboxes: [
            ...(goesToFollowers ? await followerInboxes(db, accountId) : []),
            ...(await inboxesOf(db, [...readers, ...audience.holderIds])),
            ...(audience.visibility === 'public' && !audience.awaitedApproval ? await relayInboxes(db) : []),
        ],
    });
};
