import type { Account, List } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

/** What is chosen of a list. https://docs.joinmastodon.org/methods/lists/#create */
export type ListForm = Omit<List, 'id'>;

/** https://docs.joinmastodon.org/methods/lists/#get */
export function getLists(fetch: Fetch): Promise<List[]> {
    return request(fetch, 'GET', '/api/v1/lists');
}

/** Makes a list, once per `idempotencyKey`. */
export function createList(fetch: Fetch, form: ListForm, idempotencyKey: string): Promise<List> {
    const headers = { 'idempotency-key': idempotencyKey };
    return request(fetch, 'POST', '/api/v1/lists', { body: form, headers });
}

/** https://docs.joinmastodon.org/methods/lists/#update */
export function changeList(fetch: Fetch, id: string, form: ListForm): Promise<List> {
    return request(fetch, 'PUT', `/api/v1/lists/${id}`, { body: form });
}

/** https://docs.joinmastodon.org/methods/lists/#delete */
export async function deleteList(fetch: Fetch, id: string): Promise<void> {
    await request(fetch, 'DELETE', `/api/v1/lists/${id}`);
}

/** Who is on a list. https://docs.joinmastodon.org/methods/lists/#accounts */
export function getListAccounts(
    fetch: Fetch,
    id: string,
    path = `/api/v1/lists/${id}/accounts`,
): Promise<Page<Account>> {
    return requestPage(fetch, path);
}

/** Puts somebody on a list or takes them off. Refuses, with 422, whom the list has already. */
export async function changeListMember(
    fetch: Fetch,
    listId: string,
    accountId: string,
    on: boolean,
): Promise<void> {
    const body = { account_ids: [accountId] };
    await request(fetch, on ? 'POST' : 'DELETE', `/api/v1/lists/${listId}/accounts`, { body });
}

/** The lists that somebody is on. https://docs.joinmastodon.org/methods/accounts/#lists */
export function getListsWith(fetch: Fetch, accountId: string): Promise<List[]> {
    return request(fetch, 'GET', `/api/v1/accounts/${accountId}/lists`);
}
