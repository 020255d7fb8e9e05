import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** Mutes somebody; `duration` in seconds, 0 for good. Shows at once and works offline; the person is told the way back. */
export async function mute(
    account: Account,
    options: { notifications: boolean; duration: number },
): Promise<void> {
    await outbox.enqueue({ type: 'mute', target: account.id, payload: { on: true, ...options } });
    toasts.info(m.muted({ name: account.acct }), { label: m.undo(), run: () => void unmute(account) });
}

/** Ends muting somebody. */
export async function unmute(account: Account): Promise<void> {
    await outbox.enqueue({ type: 'mute', target: account.id, payload: { on: false } });
}
