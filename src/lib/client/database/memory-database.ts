import {
    STORES,
    type Change,
    type LocalDatabase,
    type Records,
    type StoreChange,
    type StoreName,
} from './records';

/** Keeps everything for the life of the page, where IndexedDB is missing or refused. */
export class MemoryDatabase implements LocalDatabase {
    readonly durable = false;
    readonly #stores = new Map<StoreName, Map<string, unknown>>(STORES.map((name) => [name, new Map()]));

    #store<S extends StoreName>(name: S): Map<string, Records[S]> {
        return this.#stores.get(name) as Map<string, Records[S]>;
    }

    async get<S extends StoreName>(store: S, id: string): Promise<Records[S] | undefined> {
        return this.#store(store).get(id);
    }

    async getMany<S extends StoreName>(
        store: S,
        ids: readonly string[],
    ): Promise<(Records[S] | undefined)[]> {
        return ids.map((id) => this.#store(store).get(id));
    }

    async getAll<S extends StoreName>(store: S): Promise<Records[S][]> {
        return [...this.#store(store).values()];
    }

    async ids(store: StoreName): Promise<string[]> {
        return [...this.#store(store).keys()];
    }

    async write(changes: readonly Change[]): Promise<void> {
        for (const change of changes) {
            if ('delete' in change) this.#stores.get(change.store)?.delete(change.delete);
            // A copy, as IndexedDB makes one: nobody's later edit reaches into the store.
            else this.#stores.get(change.store)?.set(change.put.id, structuredClone(change.put));
        }
    }

    async revise<S extends StoreName>(
        store: S,
        change: (records: Records[S][]) => readonly StoreChange<S>[],
    ): Promise<void> {
        const steps = change(structuredClone([...this.#store(store).values()]));
        await this.write(steps.map((step) => ({ store, ...step }) as Change));
    }

    close(): void {}
}
