import { compareIds } from '$lib/mastodon-api/paging';
import { BEGINNING, gaps, oldestBound, type Feed } from './feed';

/** How many pages are read to come to a place. */
const REACH_PAGES = 15;

/** Reads what is missing around `wanted`, a gap or the pages below what is known, until its place in the feed is known. */
export async function reachDownTo(
    wanted: string,
    parts: { feed: () => Feed; fillGap: (id: string) => Promise<void>; loadOlder: () => Promise<void> },
): Promise<void> {
    for (let page = 0; page < REACH_PAGES; page++) {
        const feed = parts.feed();
        const oldest = oldestBound(feed);
        const gap = gaps(feed).find(
            ({ above, below }) => compareIds(above, wanted) > 0 && compareIds(below, wanted) <= 0,
        );
        if (gap) await parts.fillGap(gap.id);
        else if (oldest !== null && oldest !== BEGINNING && compareIds(oldest, wanted) > 0)
            await parts.loadOlder();
        else return;
        if (parts.feed() === feed) return;
    }
}
