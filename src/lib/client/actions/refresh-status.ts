import type { Status } from '$lib/mastodon-api/entities';
import { getStatus } from '../api/statuses';
import { entities } from '../stores/entities.svelte';
import { originalOf } from './original-of';

/** Asks for a post as it is now. What is known stays when the server cannot be reached. */
export async function refreshStatus(status: Status): Promise<void> {
    const fresh = await getStatus(globalThis.fetch, originalOf(status).id).catch(() => null);
    if (fresh) await entities.absorb([fresh]);
}
