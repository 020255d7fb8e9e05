import { m } from '$lib/i18n';
import type { OutboxRow } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** Takes a post that the server does not have out of the outbox for good; that can be undone for a while. */
export async function discardQueued({ id }: OutboxRow): Promise<void> {
    const row = await outbox.discard(id);
    if (row?.type !== 'post') return;
    const { type, target, payload, media } = row;
    const undo = () => void outbox.enqueue({ type, target, payload, media });
    toasts.info(m.outbox_discarded(), { label: m.undo(), run: undo });
}
