import type { Status, Tag, TrendsLink } from '$lib/mastodon-api/entities';
import { requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/trends/#statuses */
export function getTrendingStatuses(fetch: Fetch, path = '/api/v1/trends/statuses'): Promise<Page<Status>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/trends/#tags */
export function getTrendingTags(fetch: Fetch, path = '/api/v1/trends/tags?limit=20'): Promise<Page<Tag>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/trends/#links */
export function getTrendingLinks(
    fetch: Fetch,
    path = '/api/v1/trends/links?limit=20',
): Promise<Page<TrendsLink>> {
    return requestPage(fetch, path);
}
