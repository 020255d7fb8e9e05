import type { Filter, FilterAction, FilterContext } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** What a member says of a filter. https://docs.joinmastodon.org/methods/filters/#create */
export interface FilterForm {
    title: string;
    context: FilterContext[];
    filter_action: FilterAction;
    /** Seconds from now; null for ever. Left out, it stays as it is. */
    expires_in?: number | null;
    keywords_attributes: { id?: string; keyword: string; whole_word: boolean; _destroy?: boolean }[];
}

/** A filter as its owner wants it, with all of its keywords. */
export interface FilterWish extends Omit<FilterForm, 'keywords_attributes'> {
    keywords: { keyword: string; whole_word: boolean }[];
}

/** https://docs.joinmastodon.org/methods/filters/#get */
export function getFilters(fetch: Fetch): Promise<Filter[]> {
    return request(fetch, 'GET', '/api/v2/filters');
}

/** https://docs.joinmastodon.org/methods/filters/#get-one */
export function getFilter(fetch: Fetch, id: string): Promise<Filter> {
    return request(fetch, 'GET', `/api/v2/filters/${id}`);
}

/** Makes a filter, once per `idempotencyKey`. https://docs.joinmastodon.org/methods/filters/#create */
export function createFilter(fetch: Fetch, form: FilterForm, idempotencyKey: string): Promise<Filter> {
    const headers = { 'idempotency-key': idempotencyKey };
    return request(fetch, 'POST', '/api/v2/filters', { body: form, headers });
}

/** https://docs.joinmastodon.org/methods/filters/#update */
export function changeFilter(fetch: Fetch, id: string, form: FilterForm): Promise<Filter> {
    return request(fetch, 'PUT', `/api/v2/filters/${id}`, { body: form });
}

/** https://docs.joinmastodon.org/methods/filters/#delete */
export async function deleteFilter(fetch: Fetch, id: string): Promise<void> {
    await request(fetch, 'DELETE', `/api/v2/filters/${id}`);
}
