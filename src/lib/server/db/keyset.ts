import { and, asc, desc, gt, lt, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Queryable } from './client';
import { prepared, type Parameter } from './prepared';

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

/** Below and above every id: where a prepared statement's slice is not bounded. */
const [LOWEST, HIGHEST] = ['-1', '9223372036854775807'];

/** What a statement that pages needs besides its own values; ids lie strictly between `above` and `below`. */
export interface PageValues {
    above: string;
    below: string;
    limit: number;
}

/** The pieces of a statement that pages; `order` follows ORDER BY and the id's column. */
export interface PageParts {
    within(column: SQL): SQL;
    order: SQL;
    limit: SQL;
}

/**
 * A prepared statement whose rows are one slice of a list, newest first whichever way they were looked up.
 * Every bound is always there, so that one plan serves every page.
 */
export function preparedPage<Row extends object, Values extends object = object>(
    build: (parameter: Parameter<Values & PageValues>, page: PageParts) => SQL,
): (db: Queryable, slice: Slice, values: Values) => Promise<Row[]> {
    const prepare = (order: SQL) =>
        prepared<Row, Values & PageValues>((parameter) =>
            build(parameter, {
                within: (column) =>
                    sql`${column} < ${parameter('below', 'bigint')} and ${column} > ${parameter('above', 'bigint')}`,
                order,
                limit: parameter('limit', 'integer'),
            }),
        );
    const newest = prepare(sql`desc`);
    const oldest = prepare(sql`asc`);
    return async (db, slice, values) => {
        const page: PageValues = {
            above: slice.minId ?? slice.sinceId ?? LOWEST,
            below: slice.maxId ?? HIGHEST,
            limit: slice.limit,
        };
        const rows = await (slice.minId ? oldest : newest)(db, { ...values, ...page });
        return newestFirst(rows, slice);
    };
}
