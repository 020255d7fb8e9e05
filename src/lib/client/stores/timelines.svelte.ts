import { feedSource, type FeedKey } from '../feeds/source';
import { TimelineStore } from './timeline.svelte';

const KEPT = 20;
const stores = new Map<FeedKey, TimelineStore>();

/** The store of a feed; the same one for as long as it is among the last used, so that going back finds it as it was. */
export function timelineFor(key: FeedKey): TimelineStore {
    const store = stores.get(key) ?? newStore(key);
    stores.delete(key);
    stores.set(key, store);
    const [oldest] = stores.keys();
    if (stores.size > KEPT && oldest !== undefined) stores.delete(oldest);
    return store;
}

/** A store outlives the page that asked for it first; what is derived within a page would stand still when that is left. */
function newStore(key: FeedKey): TimelineStore {
    let store!: TimelineStore;
    $effect.root(() => {
        store = new TimelineStore(feedSource(key));
    });
    return store;
}

/** The feeds in memory. */
export function openTimelines(): TimelineStore[] {
    return [...stores.values()];
}

/** Forgets them all, as when someone signs out. */
export function forgetTimelines(): void {
    stores.clear();
}
