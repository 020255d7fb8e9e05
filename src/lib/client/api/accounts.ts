import type { Account, CredentialAccount, Relationship, Status } from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import { request, requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/accounts/#verify_credentials */
export function verifyCredentials(fetch: Fetch): Promise<CredentialAccount> {
    return request(fetch, 'GET', '/api/v1/accounts/verify_credentials');
}

/** https://docs.joinmastodon.org/methods/accounts/#get */
export function getAccount(fetch: Fetch, id: string): Promise<Account> {
    return request(fetch, 'GET', `/api/v1/accounts/${id}`);
}

/** Finds an account known here by `name` or `name@domain`. https://docs.joinmastodon.org/methods/accounts/#lookup */
export function lookupAccount(fetch: Fetch, acct: string): Promise<Account> {
    return request(fetch, 'GET', '/api/v1/accounts/lookup', { query: { acct } });
}

/** https://docs.joinmastodon.org/methods/accounts/#search */
export function searchAccounts(
    fetch: Fetch,
    q: string,
    options: { limit?: number; resolve?: boolean; following?: boolean; signal?: AbortSignal } = {},
): Promise<Account[]> {
    const { signal, ...query } = options;
    return request(fetch, 'GET', '/api/v1/accounts/search', { query: { q, ...query }, signal });
}

export interface AccountStatusesParams extends PageParams {
    exclude_replies?: boolean;
    exclude_reblogs?: boolean;
    only_media?: boolean;
    pinned?: boolean;
    tagged?: string;
}

/** https://docs.joinmastodon.org/methods/accounts/#statuses */
export function getAccountStatuses(
    fetch: Fetch,
    id: string,
    params: AccountStatusesParams = {},
): Promise<Page<Status>> {
    return requestPage(fetch, `/api/v1/accounts/${id}/statuses`, { query: { ...params } });
}

/** https://docs.joinmastodon.org/methods/accounts/#followers */
export function getFollowers(
    fetch: Fetch,
    id: string,
    limit?: number,
    path = `/api/v1/accounts/${id}/followers`,
): Promise<Page<Account>> {
    return requestPage(fetch, path, { query: { limit } });
}

/** https://docs.joinmastodon.org/methods/accounts/#following */
export function getFollowing(
    fetch: Fetch,
    id: string,
    limit?: number,
    path = `/api/v1/accounts/${id}/following`,
): Promise<Page<Account>> {
    return requestPage(fetch, path, { query: { limit } });
}

/** https://docs.joinmastodon.org/methods/accounts/#relationships */
export function getRelationships(fetch: Fetch, ids: readonly string[]): Promise<Relationship[]> {
    return request(fetch, 'GET', '/api/v1/accounts/relationships', { query: { id: ids } });
}

/** How somebody is followed: with their boosts, told of each post, in these languages alone (empty: in all). */
export interface FollowOptions {
    reblogs?: boolean;
    notify?: boolean;
    languages?: readonly string[];
}

/** Also for who is followed already. https://docs.joinmastodon.org/methods/accounts/#follow */
export function followAccount(fetch: Fetch, id: string, options: FollowOptions = {}): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/follow`, { body: options });
}

/** https://docs.joinmastodon.org/methods/accounts/#unfollow */
export function unfollowAccount(fetch: Fetch, id: string): Promise<Relationship> {
    return request(fetch, 'POST', `/api/v1/accounts/${id}/unfollow`);
}
