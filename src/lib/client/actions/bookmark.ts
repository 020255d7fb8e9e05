import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { originalOf } from './original-of';

/** Bookmarks a post, or takes it back. Shows at once and works offline. */
export async function bookmark(status: Status, on = !originalOf(status).bookmarked): Promise<void> {
    await outbox.enqueue({ type: 'bookmark', target: originalOf(status).id, payload: { on } });
}
