import { compareIds } from '$lib/mastodon-api/paging';

/**
 * A stretch of a feed without holes: all there is between `high` and `low`, both included. The bounds are ids, of
 * posts that may be deleted since; `''` sorts below every id and as `low` means the beginning of the feed.
 */
export interface Segment {
    readonly high: string;
    readonly low: string;
    /** From new to old. */
    readonly ids: readonly string[];
}

/**
 * What the device knows of a feed: stretches that are complete in themselves, with unknown gaps between them. Posts
 * newer than `shownTop` are known and not yet shown: they wait behind the “n new” pill.
 */
export interface Feed {
    /** From new to old; no two overlap. */
    readonly segments: readonly Segment[];
    /** Everything up to here is on the screen; null while nothing was shown. */
    readonly shownTop: string | null;
}

export const emptyFeed: Feed = { segments: [], shownTop: null };

/** The bound below every post. */
export const BEGINNING = '';

/** Something learnt: between `low` and `high` there are `ids` and nothing else. The bounds default to those of the ids. */
export interface Run {
    ids: readonly string[];
    low?: string;
    high?: string;
}

/** An unknown stretch: there may be posts between `above` and `below`, two bounds that are themselves known. */
export interface Gap {
    /** Of its row; keeps its meaning while posts arrive. */
    id: string;
    above: string;
    below: string;
}

const newer = (a: string, b: string) => compareIds(a, b) > 0;
const byAge = (a: string, b: string) => compareIds(b, a);
const uniqueByAge = (ids: readonly string[]) => [...new Set(ids)].sort(byAge);

/** Puts in what was learnt, and joins all segments that it touches. The same run twice changes nothing. */
export function learn(feed: Feed, run: Run): Feed {
    const bounds = [...run.ids];
    if (run.low !== undefined) bounds.push(run.low);
    if (run.high !== undefined) bounds.push(run.high);
    bounds.sort(byAge);
    const high = bounds[0];
    const low = bounds.at(-1);
    if (high === undefined || low === undefined) return feed;

    const touches = (other: Segment) => !newer(other.low, high) && !newer(low, other.high);
    const joined = [{ high, low, ids: run.ids }, ...feed.segments.filter(touches)];
    const segment: Segment = {
        high: joined.map((part) => part.high).reduce((a, b) => (newer(a, b) ? a : b)),
        low: joined.map((part) => part.low).reduce((a, b) => (newer(a, b) ? b : a)),
        ids: uniqueByAge(joined.flatMap((part) => part.ids)),
    };
    const apart = feed.segments.filter((other) => !touches(other));
    return { ...feed, segments: [...apart, segment].sort((a, b) => byAge(a.high, b.high)) };
}

/**
 * A post that arrived live. `contiguous` says that nothing was missed since the newest post heard of, so that it joins
 * it; otherwise a gap opens below it.
 */
export function arrive(feed: Feed, id: string, contiguous: boolean): Feed {
    const newest = newestBound(feed);
    if (newest === null) return learn(feed, { ids: [id] });
    if (newer(id, newest)) return learn(feed, contiguous ? { ids: [id], low: newest } : { ids: [id] });
    // Dated into the past by a remote server: it belongs where its date says, if that stretch is known.
    const known = feed.segments.some((segment) => newer(id, segment.low) && !newer(id, segment.high));
    return known ? learn(feed, { ids: [id] }) : feed;
}

/** Takes a post out, wherever it stands. */
export function remove(feed: Feed, id: string): Feed {
    if (!feed.segments.some((segment) => segment.ids.includes(id))) return feed;
    const segments = feed.segments.map((segment) =>
        segment.ids.includes(id) ? { ...segment, ids: segment.ids.filter((other) => other !== id) } : segment,
    );
    // The newest segment stays even when empty: what arrives next joins it, and not the one below its gap.
    return { ...feed, segments: segments.filter((segment, i) => i === 0 || segment.ids.length > 0) };
}

/** Keeps the newest `limit` posts. */
export function trim(feed: Feed, limit: number): Feed {
    if (feed.segments.reduce((sum, segment) => sum + segment.ids.length, 0) <= limit) return feed;
    let left = limit;
    const segments: Segment[] = [];
    for (const segment of feed.segments) {
        const ids = segment.ids.slice(0, left);
        const cut = ids.length < segment.ids.length;
        if (left > 0) segments.push(cut ? { ...segment, ids, low: ids.at(-1) ?? segment.high } : segment);
        left -= ids.length;
    }
    return { ...feed, segments };
}

/** Brings everything that waits onto the screen. */
export function showAll(feed: Feed): Feed {
    return { ...feed, shownTop: newestBound(feed) };
}

/** Up to where the feed is known, from the new end: ask for what is newer than this. Null while nothing is known. */
export function newestBound(feed: Feed): string | null {
    return feed.segments[0]?.high ?? null;
}

/** Down to where the feed is known: ask for what is older than this. */
export function oldestBound(feed: Feed): string | null {
    return feed.segments.at(-1)?.low ?? null;
}

/** Is the very beginning of the feed known? */
export function hasEnded(feed: Feed): boolean {
    return oldestBound(feed) === BEGINNING;
}

/** The posts that wait behind the pill, from new to old. */
export function waitingIds(feed: Feed): string[] {
    const { shownTop } = feed;
    if (shownTop === null) return [];
    return feed.segments.flatMap((segment) => segment.ids.filter((id) => newer(id, shownTop)));
}

/** The gaps, from new to old. */
export function gaps(feed: Feed): Gap[] {
    return feed.segments
        .slice(1)
        .map((below, i) => ({ id: gapId(below), above: feed.segments[i]?.low ?? '', below: below.high }));
}

const gapId = (below: Segment) => `gap-${below.high}`;

export type Row = { kind: 'status'; id: string } | ({ kind: 'gap' } & Gap);

/** What stands on the screen, from top to bottom. Row ids are unique and keep their meaning while posts arrive. */
export function rows(feed: Feed): Row[] {
    const { shownTop } = feed;
    const result: Row[] = [];
    let above: Segment | undefined;
    for (const segment of feed.segments) {
        if (above && (shownTop === null || !newer(above.low, shownTop)))
            result.push({ kind: 'gap', id: gapId(segment), above: above.low, below: segment.high });
        for (const id of segment.ids)
            if (shownTop === null || !newer(id, shownTop)) result.push({ kind: 'status', id });
        above = segment;
    }
    return result;
}
