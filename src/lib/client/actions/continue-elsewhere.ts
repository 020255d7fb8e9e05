import { compareIds } from '$lib/mastodon-api/paging';
import { idOfItem } from '../feeds/items';
import type { TimelineStore } from '../stores/timeline.svelte';

/** How many of the posts known are newer than the place at which another device stopped. */
export function newerThanElsewhere(feed: TimelineStore): number {
    const place = feed.marker?.elsewhere;
    return place ? feed.knownIds.filter((id) => compareIds(id, place) > 0).length : 0;
}

/**
 * Goes on where another device stopped: what lies before that place is read and shown, and the line drawn above it.
 * Answers the item at which to go on; null where nothing of it is to be had.
 */
export async function continueElsewhere(feed: TimelineStore): Promise<string | null> {
    const wanted = feed.marker?.elsewhere;
    if (!wanted) return null;
    await feed.reveal(wanted);
    const item = feed.items.find(({ id }) => {
        const newest = idOfItem(id);
        return newest !== null && compareIds(newest, wanted) <= 0;
    });
    if (item) feed.place.drawLine(item.id);
    feed.marker?.goOn();
    return item?.id ?? null;
}
