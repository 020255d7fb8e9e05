import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import { unblockAccount } from '../api/relations';
import { entities } from '../stores/entities.svelte';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** How long a block can be taken back before it is sent: it ends following, which nothing brings back. */
const UNDO = 7000;

/** Blocks somebody; for seven seconds it can be undone, before the server learns of it. */
export async function block(account: Account): Promise<void> {
    const row = await outbox.enqueue({ type: 'block', target: account.id, payload: {} }, { holdFor: UNDO });
    if (!row) return;
    const undo = () => void outbox.discard(row.id);
    toasts.info(m.blocked({ name: account.acct }), { label: m.undo(), run: undo });
}

export async function unblock(account: Account): Promise<void> {
    try {
        await entities.absorbRelationships([await unblockAccount(globalThis.fetch, account.id)]);
    } catch {
        toasts.error(m.settings_change_failed());
    }
}
