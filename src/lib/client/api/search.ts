import type { Search } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

export interface SearchParams {
    type?: 'accounts' | 'hashtags' | 'statuses';
    /** Ask the server named in an address or handle for what is not known here. */
    resolve?: boolean;
    limit?: number;
    offset?: number;
}

/** https://docs.joinmastodon.org/methods/search/ */
export function search(
    fetch: Fetch,
    q: string,
    params: SearchParams = {},
    signal?: AbortSignal,
): Promise<Search> {
    return request(fetch, 'GET', '/api/v2/search', { query: { q, ...params }, signal, timeout: 30_000 });
}
