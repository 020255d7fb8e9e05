import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { originalOf } from './original-of';

/** Favourites a post, or takes it back. Shows at once and works offline. */
export async function favourite(status: Status, on = !originalOf(status).favourited): Promise<void> {
    await outbox.enqueue({ type: 'favourite', target: originalOf(status).id, payload: { on } });
}
