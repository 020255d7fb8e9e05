import { m } from '$lib/i18n';
import type { Account } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** How long a block can be taken back before it is sent: it ends following, which nothing brings back. */
const UNDO = 7000;

/** Blocks somebody; for seven seconds it can be undone, before the server learns of it. */
export async function block(account: Account): Promise<void> {
    const row = await outbox.enqueue(
        { type: 'block', target: account.id, payload: { on: true } },
        { holdFor: UNDO },
    );
    if (!row) return;
    const undo = () => void outbox.discard(row.id);
    toasts.info(m.blocked({ name: account.acct }), { label: m.undo(), run: undo });
}

/** Ends a block. Shows at once and works offline. */
export async function unblock(account: Account): Promise<void> {
    await outbox.enqueue({ type: 'block', target: account.id, payload: { on: false } });
}
