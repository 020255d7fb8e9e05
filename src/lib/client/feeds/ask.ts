import type { Status } from '$lib/mastodon-api/entities';
import type { Fetch } from '../api/request';
import { BEGINNING, newestBound, oldestBound, type Feed, type Gap, type Run } from './feed';
import type { FeedSource } from './source';

/** Posts of one page. */
export const PAGE = 40;

/** What the server answered: posts, and what they tell about the feed. */
export interface Answer {
    statuses: Status[];
    run: Run;
}

const idsOf = (statuses: readonly Status[]) => statuses.map((status) => status.id);

/** Asks for the newest page above what is known. */
export async function askNewest(source: FeedSource, fetch: Fetch, feed: Feed): Promise<Answer> {
    const since = newestBound(feed) ?? BEGINNING;
    const { items } = await source.page(fetch, { since_id: since || undefined, limit: PAGE });
    // A page that is not nearly full reached what is known. A fuller one is taken to leave a gap, to be read from below:
    // the server may have left posts out of a full page.
    const reached = items.length < PAGE / 2;
    return { statuses: items, run: { ids: idsOf(items), low: reached ? since : undefined } };
}

/** Asks for the page below what is known; null when nothing can be there. */
export async function askOlder(source: FeedSource, fetch: Fetch, feed: Feed): Promise<Answer | null> {
    const high = oldestBound(feed);
    if (high === null || high === BEGINNING) return null;
    const { items, next } = await source.page(fetch, { max_id: high, limit: PAGE });
    const ended = items.length === 0 || next === null;
    return { statuses: items, run: { ids: idsOf(items), low: ended ? BEGINNING : undefined, high } };
}

/** Asks for one page of a gap, from its older end or from its newer one. */
export async function askGap(
    source: FeedSource,
    fetch: Fetch,
    gap: Gap,
    from: 'bottom' | 'top',
): Promise<Answer> {
    const bound = from === 'bottom' ? { min_id: gap.below || '0' } : { max_id: gap.above };
    const { items: statuses } = await source.page(fetch, { ...bound, limit: PAGE });
    const ids = idsOf(statuses);
    const closed = statuses.length === 0;
    const run =
        from === 'bottom'
            ? { ids, low: gap.below, high: closed ? gap.above : undefined }
            : { ids, low: closed ? gap.below : undefined, high: gap.above };
    return { statuses, run };
}
