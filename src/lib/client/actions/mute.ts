import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import { muteAccount, unmuteAccount } from '../api/relations';
import { entities } from '../stores/entities.svelte';
import { toasts } from '../stores/toasts.svelte';

/** Mutes somebody; `duration` in seconds, 0 for good. The person is told, with the way back. Rejects when refused. */
export async function mute(
    account: Account,
    options: { notifications: boolean; duration: number },
): Promise<void> {
    await entities.absorbRelationships([await muteAccount(globalThis.fetch, account.id, options)]);
    toasts.info(m.muted({ name: account.acct }), { label: m.undo(), run: () => void unmute(account) });
}

export async function unmute(account: Account): Promise<void> {
    try {
        await entities.absorbRelationships([await unmuteAccount(globalThis.fetch, account.id)]);
    } catch {
        toasts.error(m.settings_change_failed());
    }
}
