import type { Status } from '$lib/mastodon-api/entities';
import type { ReactedEmoji } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';
import { originalOf } from './original-of';

/** Puts an emoji under a post, or takes it back when it is there. Shows at once and works offline. */
export async function react(status: Status, { name, url, static_url }: ReactedEmoji): Promise<void> {
    const { id, emoji_reactions } = originalOf(status);
    const mine = emoji_reactions?.some((reaction) => reaction.name === name && reaction.me);
    const emoji = { name, url, static_url };
    await outbox.enqueue({ type: 'react', target: id, payload: { on: !mine, emoji } });
}
