import { m } from '$lib/i18n';
import type { OutboxRow } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/**
 * Takes a post that the server does not have out of the outbox for good, with the rest of the thread that waits for it;
 * that can be undone for a while.
 */
export async function discardQueued({ id }: OutboxRow): Promise<void> {
    const rows = await outbox.discardThread(id);
    const [first] = rows;
    if (!first) return;
    const posts = rows.map(({ type, target, payload, media }) => ({ type, target, payload, media }));
    const undo = () => void outbox.enqueueThread(posts, { dependsOn: first.dependsOn });
    toasts.info(m.outbox_discarded(), { label: m.undo(), run: undo });
}
