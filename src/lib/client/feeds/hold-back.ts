import { compareIds } from '$lib/mastodon-api/paging';

/** Something with a place by its id, which grows under the same key: its id then is that of the newest in it. */
interface Growing {
    id: string;
    key: string;
}

/** A list as somebody began to read it: up to where it went, and where each of its items stood. */
export interface Settled {
    top: string;
    places: ReadonlyMap<string, string>;
}

/** The list is being read from now on; null while there is nothing in it. */
export function settle(items: readonly Growing[]): Settled | null {
    const [newest] = items;
    return newest ? { top: newest.id, places: new Map(items.map(({ key, id }) => [key, id])) } : null;
}

/**
 * What is shown of a list while it is read: what grows stays where it stood, what is new waits. From new to old; what is
 * older than all that was there is shown as it comes.
 */
export function holdBack<T extends Growing>(
    items: readonly T[],
    settled: Settled | null,
): { shown: T[]; waiting: T[] } {
    if (!settled) return { shown: [...items], waiting: [] };
    const placed = items.map((item) => ({ item, place: settled.places.get(item.key) ?? item.id }));
    const isShown = ({ place }: { place: string }) => compareIds(place, settled.top) <= 0;
    return {
        shown: placed
            .filter(isShown)
            .sort((a, b) => compareIds(b.place, a.place))
            .map(({ item }) => item),
        waiting: items.filter(({ id }) => compareIds(id, settled.top) > 0),
    };
}
