import type { Account } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';

/** Lets somebody follow the person, or not. Shows at once and works offline. */
export async function answerFollowRequest(account: Account, accept: boolean): Promise<void> {
    await outbox.enqueue({ type: 'answer-request', target: account.id, payload: { accept } });
}
