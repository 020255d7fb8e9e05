import { and, asc, desc, gt, lt, type AnyColumn, type SQL } from 'drizzle-orm';

/**
 * Which slice of a list is asked for, by the ids at its edges (Mastodon's `max_id`, `since_id`, `min_id`, `limit`).
 * `minId` means the entries *immediately* newer; `sinceId` the newest down to a floor.
 */
export interface Slice {
    limit: number;
    maxId?: string;
    sinceId?: string;
    minId?: string;
}

/** The condition that keeps `column` within `slice`; undefined when nothing bounds it. */
export function withinSlice(column: AnyColumn, slice: Slice): SQL | undefined {
    return and(
        slice.maxId ? lt(column, slice.maxId) : undefined,
        slice.minId ? gt(column, slice.minId) : slice.sinceId ? gt(column, slice.sinceId) : undefined,
    );
}

/** The order to query in: oldest first only for `minId`, whose answer `newestFirst` turns around. */
export function sliceOrder(column: AnyColumn, slice: Slice): SQL {
    return slice.minId ? asc(column) : desc(column);
}

/** Puts rows queried by `sliceOrder` into the order every list is answered in. */
export function newestFirst<T>(rows: T[], slice: Slice): T[] {
    return slice.minId ? rows.toReversed() : rows;
}
