import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { OutboundError } from '../../activitypub/outbound-error';
import { newId, prepared, type Database } from '../../db';
import { previewCards, previewLinks } from '../../db/schema';
import { log } from '../../log';
import { creatorOf } from './creator-of';
import { fetchPreview, type FetchedPreview } from './fetch-preview';

/** Days after which a page is read again when somebody links to it. */
const FRESH_FOR = 14;
/** Milliseconds: how long a fetch keeps others from the same address, and what could not be had from being asked for. */
const LEASE = 60_000;
const RETRY_AFTER = 3_600_000;
/** A host that did not answer is not asked again by this process before, in milliseconds. */
const HOST_RETRY_AFTER = 600_000;

const failingHosts = new LRUCache<string, true>({ max: 5_000, ttl: HOST_RETRY_AFTER });
const turns = new Map<string, Promise<unknown>>();

/** The card of an address; without one there is nothing to show, and `busy` while somebody else fetches it. */
export type CardAnswer = { cardId: string | null } | 'busy';

/** The card of the page at `url`, which is fetched where it is not known or was read too long ago. */
export async function cardOfLink(db: Database, url: string): Promise<CardAnswer> {
    const known = await findFreshCard(db, url);
    if (known) return known;
    if (!(await lease(db, url))) return 'busy';
    const host = new URL(url).host;
    const cardId = await inTurn(host, () => fetchCard(db, url, host));
    return { cardId };
}

/** The card of an address that needs not be asked for: it is known, or known to have none. */
export async function findFreshCard(
    db: Database,
    url: string,
): Promise<{ cardId: string | null } | undefined> {
    const [link] = await findFresh(db, { url });
    return link;
}

const findFresh = prepared<{ cardId: string | null }, { url: string }>(
    (parameter) => sql`
        select card_id as "cardId" from preview_links where url = ${parameter('url', 'text')}
            and (fetched_at > now() - make_interval(days => ${FRESH_FOR}::int) or retry_at > now())`,
);

/** One fetch at a time for each address, in all processes together; a killed one's lease runs out. */
async function lease(db: Database, url: string): Promise<boolean> {
    const leasedUntil = new Date(Date.now() + LEASE);
    const taken = await db
        .insert(previewLinks)
        .values({ url, leasedUntil })
        .onConflictDoUpdate({
            target: previewLinks.url,
            set: { leasedUntil },
            setWhere: sql`${previewLinks.leasedUntil} is null or ${previewLinks.leasedUntil} < now()`,
        })
        .returning({ url: previewLinks.url });
    return taken.length > 0;
}

/** One fetch at a time for each host, in this process. */
async function inTurn<T>(host: string, work: () => Promise<T>): Promise<T> {
    const before = turns.get(host) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(work);
    turns.set(host, turn);
    try {
        return await turn;
    } finally {
        if (turns.get(host) === turn) turns.delete(host);
    }
}

async function fetchCard(db: Database, url: string, host: string): Promise<string | null> {
    try {
        const fetched = failingHosts.has(host) ? undefined : await fetchPreview(url);
        const cardId = fetched ? await keepCard(db, fetched) : null;
        await settle(db, url, { cardId, fetchedAt: fetched ? new Date() : null });
        return cardId;
    } catch (error) {
        if (!(error instanceof OutboundError)) {
            await settle(db, url, {});
            throw error;
        }
        log.debug({ err: error, url }, 'A linked page could not be had');
        if (error.reason === 'network' || error.reason === 'timeout') failingHosts.set(host, true);
        // A page that was known stays as it was.
        const [link] = await settle(db, url, {});
        return link?.cardId ?? null;
    }
}

function settle(db: Database, url: string, found: { cardId?: string | null; fetchedAt?: Date | null }) {
    const retryAt = found.fetchedAt ? null : new Date(Date.now() + RETRY_AFTER);
    return db
        .update(previewLinks)
        .set({ ...found, leasedUntil: null, retryAt })
        .where(eq(previewLinks.url, url))
        .returning({ cardId: previewLinks.cardId });
}

/** One row for each page, by the address it gives itself. */
async function keepCard(db: Database, { preview, creators }: FetchedPreview): Promise<string | null> {
    const authorAccountId = (await creatorOf(db, creators, new URL(preview.url))) ?? null;
    const row = { ...preview, authorAccountId, fetchedAt: new Date() };
    const [card] = await db
        .insert(previewCards)
        .values({ id: newId(), ...row })
        .onConflictDoUpdate({ target: previewCards.url, set: row })
        .returning({ id: previewCards.id });
    return card?.id ?? null;
}
