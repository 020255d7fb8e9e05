import type { Status } from '$lib/mastodon-api/entities';
import { getFollowing, getRelationships } from '../api/accounts';
import { getBookmarks, getContext } from '../api/statuses';
import { readFeed } from '../database/feeds';
import { database } from '../database/open';
import { limits } from '../database/retention-limits';
import { keepSaved } from '../database/saved';
import { writeQuietly } from '../database/write-quietly';
import { circumstances } from '../stores/circumstances.svelte';
import { connectivity } from '../stores/connectivity.svelte';
import { entities } from '../stores/entities.svelte';
import { me } from '../stores/me.svelte';

/** Whoever only looks in needs nothing ahead. */
const AFTER = 45_000;
const PAUSE = 1500;
const NEWEST = 40;
const THREADS = 8;
const PICTURES = 60;
/** Lists that change little are read again after a day. */
const DAY = 86_400_000;
const PAGE = 40;
const FOLLOWED = 200;

const fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

/**
 * Fetches what is likely to be wanted where there is no network: the threads and pictures of the newest posts at home,
 * bookmarks, and who is followed. Once a visit, slowly, and only where data cost nothing.
 */
export function readAhead(): void {
    setTimeout(() => void begin().catch(() => {}), AFTER);
}

async function begin(): Promise<void> {
    const home = await readFeed('home');
    const ids = home?.feed.segments[0]?.ids.slice(0, NEWEST) ?? [];
    await entities.load(ids);
    const posts = ids.flatMap((id) => {
        const status = entities.status(id);
        return status ? [status.reblog ?? status] : [];
    });
    for (const step of [() => threads(posts), () => pictures(posts), bookmarks, followed])
        if (mayRead()) await step();
}

/** Only while somebody is there, and nothing has to be saved. */
function mayRead(): boolean {
    return (
        database().durable &&
        !connectivity.offline &&
        !circumstances.savesData &&
        document.visibilityState === 'visible'
    );
}

/** The conversations around posts that have one. */
async function threads(posts: readonly Status[]): Promise<void> {
    const known = new Set(await database().ids('threads'));
    const wanted = posts.filter(
        ({ id, replies_count, in_reply_to_id }) => !known.has(id) && (replies_count > 0 || in_reply_to_id),
    );
    for (const { id } of wanted.slice(0, THREADS)) {
        if (!mayRead()) return;
        const { ancestors, descendants } = await getContext(fetch, id);
        await entities.absorb([...ancestors, ...descendants]);
        const now = Date.now();
        const idsOf = (statuses: readonly Status[]) => statuses.map((status) => status.id);
        await writeQuietly([
            {
                store: 'threads',
                put: {
                    id,
                    ancestors: idsOf(ancestors),
                    descendants: idsOf(descendants),
                    fetchedAt: now,
                    usedAt: now,
                },
            },
        ]);
        await pause();
    }
}

/** Small pictures and faces, through the service worker, which keeps them. */
async function pictures(posts: readonly Status[]): Promise<void> {
    if (!navigator.serviceWorker?.controller) return;
    const urls = new Set(
        posts.flatMap(({ account, media_attachments, sensitive }) => [
            account.avatar,
            ...(sensitive ? [] : media_attachments.flatMap(({ preview_url }) => preview_url ?? [])),
        ]),
    );
    for (const url of [...urls].slice(0, PICTURES)) {
        if (!mayRead()) return;
        await new Promise((resolve) => {
            const image = new Image();
            image.onload = image.onerror = resolve;
            image.src = url;
        });
    }
}

async function bookmarks(): Promise<void> {
    const kept = await database().get('saved', 'bookmarks');
    if (kept && Date.now() - kept.fetchedAt < DAY) return;
    const all: Status[] = [];
    let path: string | null = `/api/v1/bookmarks?limit=${PAGE}`;
    while (path && all.length < limits().saved && mayRead()) {
        const page: Awaited<ReturnType<typeof getBookmarks>> = await getBookmarks(fetch, path);
        await entities.absorb(page.items);
        all.push(...page.items);
        path = page.items.length > 0 ? page.next : null;
        if (path) await pause();
    }
    await keepSaved('bookmarks', all);
}

/** So that their names are completed and found also where they have not written lately. */
async function followed(): Promise<void> {
    const id = me.account?.id;
    const key = 'followed-read';
    const read = (await database().get('meta', key))?.value;
    if (!id || (typeof read === 'number' && Date.now() - read < DAY)) return;
    const { items } = await getFollowing(fetch, id, FOLLOWED);
    await entities.absorbAccounts(items);
    for (let i = 0; i < items.length && mayRead(); i += PAGE) {
        const ids = items.slice(i, i + PAGE).map((account) => account.id);
        await entities.absorbRelationships(await getRelationships(fetch, ids));
        await pause();
    }
    await writeQuietly([{ store: 'meta', put: { id: key, value: Date.now() } }]);
}
