import type { Tag } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/followed_tags/#get */
export function getFollowedTags(fetch: Fetch, path = '/api/v1/followed_tags'): Promise<Page<Tag>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/tags/#follow and #unfollow */
export function followTag(fetch: Fetch, name: string, on: boolean): Promise<Tag> {
    const path = `/api/v1/tags/${encodeURIComponent(name)}/${on ? 'follow' : 'unfollow'}`;
    return request(fetch, 'POST', path);
}
