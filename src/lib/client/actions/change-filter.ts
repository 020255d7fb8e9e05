import { NetworkError } from '../api/errors';
import type { FilterWish } from '../api/filters';
import { randomId } from '../database/random-id';
import { saveFilter as saveNow } from '../outbox/perform-once';
import { localId } from '../outbox/row';
import { outbox } from '../stores/outbox.svelte';

/**
 * Makes a filter (`id` null), or makes one be as it is wanted: at once, so that what the server refuses can be mended in
 * place; without a connection as soon as there is one. Rejects when the server refuses.
 */
export async function saveFilter(id: string | null, filter: FilterWish): Promise<void> {
    const target = id ?? localId();
    const key = randomId();
    try {
        await saveNow(globalThis.fetch, target, filter, key);
    } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        // Under the same key: the server may have heard the first time.
        await outbox.enqueue({ type: 'filter-save', target, payload: { filter } }, { id: key });
    }
}

/** Deletes a filter. Works offline. */
export async function deleteFilter(id: string): Promise<void> {
    await outbox.enqueue({ type: 'filter-delete', target: id, payload: {} });
}
