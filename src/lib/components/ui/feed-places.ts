import type { WindowVirtualizerHandle } from 'virtua/svelte';
import type { Anchor } from './feed-anchor';

/** Where a reader stood in a feed when they left it, so that coming back lands on the same line. */
export interface FeedPlace {
    /** Key of the first item below the header, and how far its top was above the header's edge, in px. */
    anchor: Anchor;
    /** Measured heights; only valid for a list of the same length. */
    sizes: ReturnType<WindowVirtualizerHandle['getCache']>;
    length: number;
    /** Key of the item that had the focus. */
    focused?: string;
}

const KEPT = 20;
const places = new Map<string, FeedPlace>();

/** Keeps the place of feed `name`; the 20 feeds left last are remembered. */
export function keepPlace(name: string, place: FeedPlace): void {
    places.delete(name);
    places.set(name, place);
    if (places.size > KEPT) places.delete(places.keys().next().value ?? '');
}

export function placeOf(name: string): FeedPlace | undefined {
    return places.get(name);
}
