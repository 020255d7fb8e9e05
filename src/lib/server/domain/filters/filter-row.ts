import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import type { FILTER_ACTIONS, FILTER_CONTEXTS } from './limits';

export type FilterContext = (typeof FILTER_CONTEXTS)[number];
export type FilterAction = (typeof FILTER_ACTIONS)[number];

export interface Keyword {
    id: string;
    keyword: string;
    wholeWord: boolean;
}

/** A status that a filter names by itself, whatever it says. */
export interface ChosenStatus {
    id: string;
    statusId: string;
}

/** A member's filter with all its parts. */
export interface Filter {
    id: string;
    title: string;
    context: FilterContext[];
    action: FilterAction;
    /** As PostgreSQL writes it; null for one that does not end. */
    expiresAt: string | null;
    keywords: Keyword[];
    statuses: ChosenStatus[];
}

const read = prepared<Filter, { accountId: string }>(
    (parameter) => sql`
        select f.id, f.title, f.context, f.action, f.expires_at as "expiresAt",
            coalesce((select json_agg(json_build_object('id', k.id::text, 'keyword', k.keyword,
                'wholeWord', k.whole_word) order by k.id)
                from filter_keywords k where k.filter_id = f.id), '[]') as keywords,
            coalesce((select json_agg(json_build_object('id', s.id::text, 'statusId', s.status_id::text)
                order by s.id) from filter_statuses s where s.filter_id = f.id), '[]') as statuses
        from filters f where f.account_id = ${parameter('accountId', 'bigint')} order by f.id`,
);

/** A member's filters, the oldest first, those that have ended included. */
export function findFilters(db: Queryable, { accountId }: Actor): Promise<Filter[]> {
    return read(db, { accountId });
}

/** @throws NotFound where it is not the owner's. */
export async function findFilter(db: Queryable, owner: Actor, id: string): Promise<Filter> {
    return filterIn(await findFilters(db, owner), id);
}

/**
 * A keyword with the filter it belongs to.
 * @throws NotFound where it is not the owner's.
 */
export async function findKeyword(
    db: Queryable,
    owner: Actor,
    id: string,
): Promise<{ filter: Filter; keyword: Keyword }> {
    return keywordIn(await findFilters(db, owner), id);
}

/** @throws NotFound where it is not the owner's. */
export async function findChosenStatus(db: Queryable, owner: Actor, id: string): Promise<ChosenStatus> {
    return chosenStatusIn(await findFilters(db, owner), id);
}

/** @throws NotFound */
export function filterIn(filters: readonly Filter[], id: string): Filter {
    return found(filters.find((filter) => filter.id === id));
}

/** @throws NotFound */
export function keywordIn(filters: readonly Filter[], id: string): { filter: Filter; keyword: Keyword } {
    const pairs = filters.flatMap((filter) => filter.keywords.map((keyword) => ({ filter, keyword })));
    return found(pairs.find(({ keyword }) => keyword.id === id));
}

/** @throws NotFound */
export function chosenStatusIn(filters: readonly Filter[], id: string): ChosenStatus {
    return found(filters.flatMap(({ statuses }) => statuses).find((status) => status.id === id));
}

function found<T>(value: T | undefined): T {
    if (value === undefined) throw new NotFound();
    return value;
}
