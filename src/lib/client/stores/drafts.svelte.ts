import { database } from '../database/open';
import type { Draft } from '../database/records';
import { writeSurely } from '../database/write-quietly';
import { composer } from './composer.svelte';

/** The drafts on this device, the last touched first. */
export class DraftsStore {
    #items: readonly Draft[] | null = $state.raw(null);

    /** Null until they were read. */
    get items(): readonly Draft[] | null {
        return this.#items;
    }

    async load(): Promise<void> {
        this.#items = await composer.drafts();
    }

    /** Takes one away; what is answered brings it back. */
    async delete(draft: Draft): Promise<() => Promise<void>> {
        await database().write([{ store: 'drafts', delete: draft.id }]);
        await this.load();
        return async () => {
            await writeSurely([{ store: 'drafts', put: draft }]);
            await this.load();
        };
    }
}

export const drafts = new DraftsStore();
