import type { CredentialAccount } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** Checking with other servers takes as long as they take. */
const TIMEOUT = 60_000;

/** Says which other accounts, by handle or address, are the same person: all of them. As GoToSocial has it. */
export function changeAliases(fetch: Fetch, names: readonly string[]): Promise<CredentialAccount> {
    const body = { also_known_as_uris: names };
    return request(fetch, 'POST', '/api/v1/accounts/alias', { body, timeout: TIMEOUT });
}

/** Leads followers to another account; an empty name takes that back. As GoToSocial has it. */
export function moveTo(fetch: Fetch, name: string, password: string): Promise<unknown> {
    const body = { moved_to_uri: name, password };
    return request(fetch, 'POST', '/api/v1/accounts/move', { body, timeout: TIMEOUT });
}
