import type { BoostRow } from './boosts';
import type { Gap } from './feed';
import { timeOf } from './id-time';

/** What stands in a feed on the screen. */
export type TimelineItem =
    /** A post or a boost, with other boosts of the same. */
    | { kind: 'status'; id: string; repeats: readonly string[] }
    | { kind: 'boosts'; id: string; ids: readonly string[] }
    /** A post that was deleted while it was in view. */
    | { kind: 'deleted'; id: string }
    | ({ kind: 'gap'; loading: boolean; from: Date; to: Date } & Gap);

const NONE: readonly string[] = [];

/** The rows as they are shown; `filling` is the gap being read, `stubs` are the posts that were just deleted. */
export function itemsOf(
    rows: readonly BoostRow[],
    { filling, stubs }: { filling: string | null; stubs: ReadonlySet<string> },
): TimelineItem[] {
    return rows.map((row): TimelineItem => {
        if (row.kind === 'gap')
            return {
                ...row,
                loading: filling === row.id,
                from: new Date(timeOf(row.below)),
                to: new Date(timeOf(row.above)),
            };
        if (row.kind === 'boosts') return row;
        if (stubs.has(row.id)) return { kind: 'deleted', id: row.id };
        return { kind: 'status', id: row.id, repeats: 'repeats' in row ? row.repeats : NONE };
    });
}

/** The id of the newest post that an item shows; null for a gap. */
export function idOfItem(key: string): string | null {
    return /^(?:boosts-)?(\d+)$/.exec(key)?.[1] ?? null;
}
