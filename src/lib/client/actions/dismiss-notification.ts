import { notifications } from '../stores/notifications.svelte';
import { outbox } from '../stores/outbox.svelte';

/** Takes a group of notifications away, by its key. Shows at once, through `dismissedWith`, and works offline. */
export async function dismissNotification(groupKey: string): Promise<void> {
    await outbox.enqueue({ type: 'dismiss-notification', target: groupKey, payload: {} });
    await notifications.forget(groupKey);
}
