import type { Account } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';

/** Keeps a private note about somebody; an empty one takes it away. Shows at once and works offline. */
export async function noteAccount(account: Pick<Account, 'id'>, comment: string): Promise<void> {
    await outbox.enqueue({ type: 'note', target: account.id, payload: { comment } });
}
