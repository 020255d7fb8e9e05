import { outbox } from '../stores/outbox.svelte';

/** A conversation was read. Shows at once, through `conversationsWith`, and works offline. */
export async function readConversation(id: string): Promise<void> {
    await outbox.enqueue({ type: 'read-conversation', target: id, payload: {} });
}

/** Takes a conversation off the list; its posts stay. */
export async function deleteConversation(id: string): Promise<void> {
    await outbox.enqueue({ type: 'delete-conversation', target: id, payload: {} });
}
