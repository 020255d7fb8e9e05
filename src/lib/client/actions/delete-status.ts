import { m } from '$lib/i18n';
import type { Status } from '$lib/mastodon-api/entities';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';

/** How long a deletion can be taken back before it is sent. */
const UNDO = 7000;

/** Deletes an own post for good, as soon as the server can be reached. */
export async function deleteStatusNow(status: Status): Promise<void> {
    await outbox.enqueue({ type: 'delete', target: status.id, payload: {} });
}

/** Deletes an own post. It disappears at once; for seven seconds the deletion can be undone. */
export async function deleteStatus(status: Status): Promise<void> {
    const row = await outbox.enqueue({ type: 'delete', target: status.id, payload: {} }, { holdFor: UNDO });
    if (!row) return;
    const undo = () => void outbox.discard(row.id);
    toasts.info(m.post_deleted(), { label: m.undo(), run: undo });
}
