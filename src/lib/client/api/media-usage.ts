import type { OwnMediaUsage } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** What the signed-in member keeps on the server in files, and may keep. */
export function getMediaUsage(fetch: Fetch): Promise<OwnMediaUsage> {
    return request(fetch, 'GET', '/api/atoll/v1/media/usage');
}
