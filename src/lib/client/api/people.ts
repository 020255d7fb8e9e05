import type { Account, FamiliarFollowers, Suggestion } from '$lib/mastodon-api/entities';
import { request, type Fetch, type Page } from './request';

const PAGE = 40;

/** https://docs.joinmastodon.org/methods/suggestions/#v2 */
export function getSuggestions(fetch: Fetch, limit: number): Promise<Suggestion[]> {
    return request(fetch, 'GET', '/api/v2/suggestions', { query: { limit } });
}

/** Somebody is not to be suggested again. https://docs.joinmastodon.org/methods/suggestions/#remove */
export async function dismissSuggestion(fetch: Fetch, accountId: string): Promise<void> {
    await request(fetch, 'DELETE', `/api/v1/suggestions/${accountId}`);
}

/**
 * People who want to be found, the last active first. https://docs.joinmastodon.org/methods/directory/#get
 * The server tells no `next`: a full page has one after it.
 */
export async function getDirectory(fetch: Fetch, path = '/api/v1/directory'): Promise<Page<Account>> {
    const offset = Number(new URL(path, 'http://localhost').searchParams.get('offset') ?? 0);
    const items = await request<Account[]>(fetch, 'GET', '/api/v1/directory', {
        query: { local: true, limit: PAGE, offset },
    });
    const next = items.length === PAGE ? `/api/v1/directory?offset=${offset + PAGE}` : null;
    return { items, next, prev: null };
}

/** Those the person follows who follow somebody too. https://docs.joinmastodon.org/methods/accounts/#familiar_followers */
export async function getFamiliarFollowers(fetch: Fetch, id: string): Promise<Account[]> {
    const [found] = await request<FamiliarFollowers[]>(fetch, 'GET', '/api/v1/accounts/familiar_followers', {
        query: { id: [id] },
    });
    return found?.accounts ?? [];
}
