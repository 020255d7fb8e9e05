import type { Account } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';

/** Somebody is to follow the person no more; they are not told. Shows at once and works offline. */
export async function removeFollower(account: Pick<Account, 'id'>): Promise<void> {
    await outbox.enqueue({ type: 'remove-follower', target: account.id, payload: {} });
}
