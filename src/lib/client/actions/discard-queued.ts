import { m } from '$lib/i18n';
import type { OutboxRow } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/**
 * Takes a post that the server does not have out of the outbox for good, with the rest of the thread that waits for it;
 * that can be undone for a while.
 */
export async function discardQueued({ id }: OutboxRow): Promise<void> {
    const taken = await outbox.discard(id);
    if (!taken) return;
    toasts.info(m.outbox_discarded(), { label: m.undo(), run: () => void taken.restore() });
}
