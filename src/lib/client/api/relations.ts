import type { Account, Relationship } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/follow_requests/#get */
export function getFollowRequests(fetch: Fetch, path = '/api/v1/follow_requests'): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/follow_requests/#accept and #reject */
export function answerFollowRequest(fetch: Fetch, id: string, accepts: boolean): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/follow_requests/${id}/${accepts ? 'authorize' : 'reject'}`);
}

/** https://docs.joinmastodon.org/methods/mutes/ */
export function getMutes(fetch: Fetch, path = '/api/v1/mutes'): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/blocks/ */
export function getBlocks(fetch: Fetch, path = '/api/v1/blocks'): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** Names of servers. https://docs.joinmastodon.org/methods/domain_blocks/#get */
export function getDomainBlocks(fetch: Fetch, path = '/api/v1/domain_blocks'): Promise<Page<string>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/domain_blocks/#block and #unblock */
export async function setDomainBlock(fetch: Fetch, domain: string, on: boolean): Promise<void> {
    await request(fetch, on ? 'POST' : 'DELETE', '/api/v1/domain_blocks', { query: { domain } });
}

/** `duration` in seconds; 0 is for good. https://docs.joinmastodon.org/methods/accounts/#mute */
export function muteAccount(
    fetch: Fetch,
    id: string,
    options: { notifications?: boolean; duration?: number } = {},
): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/mute`, { body: options });
}

/** https://docs.joinmastodon.org/methods/accounts/#unmute */
export function unmuteAccount(fetch: Fetch, id: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/unmute`);
}

/** https://docs.joinmastodon.org/methods/accounts/#block */
export function blockAccount(fetch: Fetch, id: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/block`);
}

/** https://docs.joinmastodon.org/methods/accounts/#unblock */
export function unblockAccount(fetch: Fetch, id: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/unblock`);
}

/** A private note about somebody. https://docs.joinmastodon.org/methods/accounts/#note */
export function noteAccount(fetch: Fetch, id: string, comment: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/note`, { body: { comment } });
}

/** https://docs.joinmastodon.org/methods/accounts/#remove_from_followers */
export function removeFollower(fetch: Fetch, id: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/remove_from_followers`);
}
