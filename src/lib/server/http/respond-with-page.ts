import { formatLinkHeader } from '$lib/mastodon-api/link-header';
import { config } from '../config';

/**
 * Answers a list with its `Link` header: `next` carries `max_id`, `prev` carries `min_id`, other parameters are kept.
 * `cursors` are the newest and oldest row's paging ids, which are not always the entities' own; none for an empty list.
 */
export function respondWithPage(
    url: URL,
    entities: object,
    cursors?: { newest: string; oldest: string },
): Response {
    const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8' });
    const link =
        cursors &&
        formatLinkHeader({
            next: pageAddress(url, 'max_id', cursors.oldest),
            prev: pageAddress(url, 'min_id', cursors.newest),
        });
    if (link) headers.set('Link', link);
    return new Response(JSON.stringify(entities), { headers });
}

/** Answers a part of a ranked list, which has places instead of ids to go on from, with its `Link` header. */
export function respondWithPart(
    url: URL,
    entities: readonly object[],
    { limit, offset }: { limit: number; offset: number },
): Response {
    const link = formatLinkHeader({
        ...(entities.length === limit && { next: partAddress(url, offset + limit) }),
        ...(offset > 0 && { prev: partAddress(url, Math.max(offset - limit, 0)) }),
    });
    const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8' });
    if (link) headers.set('Link', link);
    return new Response(JSON.stringify(entities), { headers });
}

function partAddress(url: URL, offset: number): string {
    const address = new URL(url.pathname + url.search, config().origin);
    address.searchParams.delete('access_token');
    address.searchParams.set('offset', String(offset));
    return address.href;
}

/** The cursors of rows that stand newest first. */
export function cursorsOf<T>(
    rows: readonly T[],
    id: (row: T) => string,
): { newest: string; oldest: string } | undefined {
    const newest = rows[0];
    const oldest = rows.at(-1);
    return newest !== undefined && oldest !== undefined
        ? { newest: id(newest), oldest: id(oldest) }
        : undefined;
}

function pageAddress(url: URL, cursor: string, id: string): string {
    const address = new URL(url.pathname + url.search, config().origin);
    for (const name of ['max_id', 'since_id', 'min_id', 'access_token']) address.searchParams.delete(name);
    address.searchParams.set(cursor, id);
    return address.href;
}
