import type { Conversation } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/conversations/#get */
export function getConversations(fetch: Fetch, path = '/api/v1/conversations'): Promise<Page<Conversation>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/conversations/#read */
export function readConversation(fetch: Fetch, id: string): Promise<Conversation> {
    return request(fetch, 'POST', `/api/v1/conversations/${id}/read`);
}

/** Takes it off the list; its posts stay. https://docs.joinmastodon.org/methods/conversations/#delete */
export async function deleteConversation(fetch: Fetch, id: string): Promise<void> {
    await request(fetch, 'DELETE', `/api/v1/conversations/${id}`);
}
