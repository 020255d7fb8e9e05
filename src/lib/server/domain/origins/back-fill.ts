import { and, eq, inArray, not, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { readCollection, type CollectionRecord } from '../../activitypub/read-collection';
import { readTags } from '../../activitypub/read-tags';
import { hasType, isObject } from '../../activitypub/untrusted';
import { inTransaction, isId, type Database } from '../../db';
import { accounts, pins, type OriginCounts } from '../../db/schema';
import { enqueue, type JobKind } from '../../jobs';
import { fetchActor, instanceSigner, type AccountRow } from '../accounts';
import { keepFeaturedHashtags, MOST_FEATURED } from '../hashtags';
import { findOffered, keepPin, MOST_REMOTE_PINS } from '../statuses';
import { allowance } from './allowance';
import { leftOut } from './left-out';

/** The queue of profiles whose newest posts are read at their origin. */
export const BACKFILLS = 'backfills';

interface BackfillJob {
    accountId: string;
}

/** What somebody posted is not asked for again for so long. */
const AGAIN_AFTER = '1 day';
const NEWEST_POSTS = 20;

/** Profiles that were looked at lately, so that looking at one costs a question a minute at most. */
const lately = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 });

/**
 * Has the newest posts of somebody elsewhere read at their origin, the ones on top of their profile, and how many follow
 * them there: once a day at most, when a member looks at them.
 */
export async function askForProfile(db: Database, accountId: string): Promise<void> {
    if (!isId(accountId) || lately.has(accountId)) return;
    lately.set(accountId, true);
    await inTransaction(db, async (tx) => {
        const [due] = await tx
            .update(accounts)
            .set({ backfilledAt: new Date() })
            .where(
                and(
                    eq(accounts.id, accountId),
                    sql`${accounts.domain} is not null and ${accounts.suspendedAt} is null`,
                    sql`coalesce(${accounts.backfilledAt}, '-infinity') < now() - ${AGAIN_AFTER}::interval`,
                ),
            )
            .returning({ id: accounts.id });
        if (due) await enqueue(tx, BACKFILLS, [{ accountId } satisfies BackfillJob]);
    });
}

/** Reads one profile. What cannot be had is left out. */
export const backfillJob: JobKind<BackfillJob> = { batch: 4, retries: 2, retryDelay: 60, run: backfill };

async function backfill(db: Database, { accountId }: BackfillJob): Promise<void> {
    const [known] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    if (!known?.domain || known.suspendedAt || !allowance.spend(known.domain)) return;
    const account = (await fetchActor(db, known.uri).catch(leftOut)) ?? known;
    const [followers, following, outbox, featured, tags] = await Promise.all([
        read(db, account.followersUrl, { pages: 0, items: 0 }),
        read(db, account.followingUrl, { pages: 0, items: 0 }),
        read(db, account.outboxUrl, { pages: 1, items: NEWEST_POSTS }),
        read(db, account.featuredUrl, { pages: 1, items: MOST_REMOTE_PINS }),
        read(db, account.featuredTagsUrl, { pages: 1, items: MOST_FEATURED }),
    ]);
    const counts: OriginCounts = {
        followers: followers?.total,
        following: following?.total,
        statuses: outbox?.total,
    };
    await db.update(accounts).set({ originCounts: counts }).where(eq(accounts.id, accountId));
    if (account.outboxUrl) await keepPosts(db, account, account.outboxUrl, published(outbox?.items ?? []));
    if (account.featuredUrl && featured) await keepPins(db, account, account.featuredUrl, featured.items);
    if (tags) await keepFeaturedHashtags(db, account.id, readTags(tags.items).hashtags);
}

async function read(
    db: Database,
    address: string | null,
    limits: { pages: number; items: number },
): Promise<CollectionRecord | undefined> {
    if (!address || !allowance.spend(new URL(address).host)) return undefined;
    return readCollection(address, await instanceSigner(db), limits).catch(leftOut);
}

/** The posts in an outbox; what was boosted is somebody else's. */
function published(items: unknown[]): unknown[] {
    return items.flatMap((item) => (isObject(item) && hasType(item, 'Create') ? [item.object] : []));
}

/** Keeps those that are the account's own. Returns them. */
async function keepPosts(db: Database, { id }: AccountRow, collection: string, items: unknown[]) {
    const kept = [];
    for (const item of items) {
        const found = await findOffered(db, item, {
            collection,
            mayAsk: (host) => allowance.spend(host),
        }).catch(leftOut);
        if (found?.status.accountId === id) kept.push(found.status);
    }
    return kept;
}

/** Brings the top of the profile to what its origin tells. */
async function keepPins(
    db: Database,
    account: AccountRow,
    collection: string,
    items: unknown[],
): Promise<void> {
    const posts = await keepPosts(db, account, collection, items);
    await inTransaction(db, async (tx) => {
        const ids = posts.map(({ id }) => id);
        await tx
            .delete(pins)
            .where(
                and(
                    eq(pins.accountId, account.id),
                    ids.length > 0 ? not(inArray(pins.statusId, ids)) : undefined,
                ),
            );
        for (const post of posts) await keepPin(tx, { accountId: account.id }, post);
    });
}
