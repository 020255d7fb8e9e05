import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { originalOf } from './original-of';

/** Votes in a post's poll, once and for all: a vote cannot be changed. Shows at once and works offline. */
export async function vote(status: Status, choices: readonly number[]): Promise<void> {
    const { id, poll } = originalOf(status);
    if (!poll || choices.length === 0) return;
    await outbox.enqueue({ type: 'vote', target: id, payload: { pollId: poll.id, choices } });
}
