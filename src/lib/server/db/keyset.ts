import { and, asc, desc, gt, lt, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Queryable } from './client';
import { prepared, type Parameter, type Prepared } from './prepared';

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

/** What a statement that pages needs besides its own values; ids lie strictly between `above` and `below`. */
export interface PageValues {
    above?: string;
    below?: string;
}

/** The pieces of a statement that pages; `order` follows ORDER BY and the id's column. */
export interface PageParts {
    within(column: SQL): SQL;
    order: SQL;
    limit: SQL;
}

/**
 * How many rows are looked up: the next of these, of which as many are returned as were asked for. They stand in the
 * text, because a plan for a limit that is not known would be a plan for reading everything.
 */
const LIMITS = [1, 20, 40, 80, 200, 1_000];

/**
 * A prepared statement whose rows are one slice of a list, newest first whichever way they were looked up.
 * Each combination of bounds is a statement of its own: what is not asked for must not stand in the way of the plan.
 */
export function preparedPage<Row extends object, Values extends object = object>(
    build: (parameter: Parameter<Values & PageValues>, page: PageParts) => SQL,
): (db: Queryable, slice: Slice, values: Values) => Promise<Row[]> {
    const statements = new Map<string, Prepared<Row, Values & PageValues>>();
    const statementFor = (slice: Slice, limit: number) => {
        const isBelow = slice.maxId !== undefined;
        const isAbove = (slice.minId ?? slice.sinceId) !== undefined;
        const order = slice.minId ? 'asc' : 'desc';
        const key = `${order} ${limit} ${isBelow} ${isAbove}`;
        const known = statements.get(key);
        if (known) return known;
        const fresh = prepared<Row, Values & PageValues>((parameter) =>
            build(parameter, {
                within: (column) => {
                    const below = isBelow ? sql`${column} < ${parameter('below', 'bigint')}` : sql`true`;
                    const above = isAbove ? sql`${column} > ${parameter('above', 'bigint')}` : sql`true`;
                    return sql`${below} and ${above}`;
                },
                order: sql.raw(order),
                limit: sql.raw(String(limit)),
            }),
        );
        statements.set(key, fresh);
        return fresh;
    };
    return async (db, slice, values) => {
        const limit = LIMITS.find((size) => size >= slice.limit) ?? slice.limit;
        const rows = await statementFor(slice, limit)(db, {
            ...values,
            above: slice.minId ?? slice.sinceId,
            below: slice.maxId,
        });
        return newestFirst(rows.slice(0, slice.limit), slice);
    };
}
