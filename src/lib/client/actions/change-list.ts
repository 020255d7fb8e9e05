import type { List } from '$lib/mastodon-api/entities';
import type { ListForm } from '../api/lists';
import { localId } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';

/** Makes a list; answers the id by which it is known until the server has named it. Works offline. */
export async function createList(form: ListForm): Promise<string> {
    const id = localId();
    await outbox.enqueue({ type: 'list-create', target: id, payload: form });
    return id;
}

export async function changeList({ id, ...form }: List): Promise<void> {
    await outbox.enqueue({ type: 'list-edit', target: id, payload: form });
}

export async function deleteList(id: string): Promise<void> {
    await outbox.enqueue({ type: 'list-delete', target: id, payload: {} });
}

/** Puts somebody on a list, or takes them off. */
export async function putOnList(listId: string, accountId: string, on: boolean): Promise<void> {
    await outbox.enqueue({ type: 'list-member', target: accountId, payload: { listId, on } });
}
