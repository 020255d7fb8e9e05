import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { originalOf } from './original-of';

/** Boosts a post, or takes it back. Shows at once and works offline. */
export async function boost(status: Status, on = !originalOf(status).reblogged): Promise<void> {
    await outbox.enqueue({ type: 'boost', target: originalOf(status).id, payload: { on } });
}

/** Only the author boosts a post for followers, and nobody one for the mentioned. */
export function canBoost(status: Status, ownId: string | undefined): boolean {
    const { visibility, account } = originalOf(status);
    if (visibility === 'private') return account.id === ownId;
    return visibility !== 'direct';
}
