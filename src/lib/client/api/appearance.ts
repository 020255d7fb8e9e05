import type { Appearance, KeptAppearance } from '$lib/mastodon-api/appearance';
import { request, type Fetch } from './request';

const PATH = '/api/atoll/v1/appearance';

export function getAppearance(fetch: Fetch): Promise<KeptAppearance> {
    return request(fetch, 'GET', PATH);
}

export function putAppearance(fetch: Fetch, appearance: Appearance): Promise<KeptAppearance> {
    return request(fetch, 'PUT', PATH, { body: appearance });
}
