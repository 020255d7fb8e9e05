import type { Status } from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import { requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/timelines/#home */
export function getHomeTimeline(fetch: Fetch, params: PageParams = {}): Promise<Page<Status>> {
    return requestPage(fetch, '/api/v1/timelines/home', { query: { ...params } });
}

/** https://docs.joinmastodon.org/methods/timelines/#public */
export function getPublicTimeline(
    fetch: Fetch,
    params: PageParams & { local?: boolean; remote?: boolean; only_media?: boolean } = {},
): Promise<Page<Status>> {
    return requestPage(fetch, '/api/v1/timelines/public', { query: { ...params } });
}

/** https://docs.joinmastodon.org/methods/timelines/#tag */
export function getTagTimeline(fetch: Fetch, tag: string, params: PageParams = {}): Promise<Page<Status>> {
    return requestPage(fetch, `/api/v1/timelines/tag/${encodeURIComponent(tag)}`, { query: { ...params } });
}

/** https://docs.joinmastodon.org/methods/timelines/#list */
export function getListTimeline(fetch: Fetch, id: string, params: PageParams = {}): Promise<Page<Status>> {
    return requestPage(fetch, `/api/v1/timelines/list/${id}`, { query: { ...params } });
}

/** https://docs.joinmastodon.org/methods/bookmarks/ */
export function getBookmarks(fetch: Fetch): Promise<Page<Status>> {
    return requestPage(fetch, '/api/v1/bookmarks');
}

/** https://docs.joinmastodon.org/methods/favourites/ */
export function getFavourites(fetch: Fetch): Promise<Page<Status>> {
    return requestPage(fetch, '/api/v1/favourites');
}
