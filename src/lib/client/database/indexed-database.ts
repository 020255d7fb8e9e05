import { openDB, type IDBPDatabase } from 'idb';
import {
    STORES,
    type Change,
    type LocalDatabase,
    type Records,
    type StoreChange,
    type StoreName,
} from './records';

const VERSION = 4;

/** All or none: what the steps before a refused one wrote goes again. */
function abort(transaction: { abort(): void }): void {
    try {
        transaction.abort();
    } catch {
        // The refusal has ended it already.
    }
}

/** Keeps an account's data in IndexedDB. */
export class IndexedDatabase implements LocalDatabase {
    readonly durable = true;
    readonly #name: string;
    #connection: Promise<IDBPDatabase> | null = null;

    constructor(name: string) {
        this.#name = name;
    }

    /** Opens it, to learn whether this browser lets us. */
    async open(): Promise<void> {
        await this.#open();
    }

    #open(): Promise<IDBPDatabase> {
        const forget = () => (this.#connection = null);
        this.#connection ??= openDB(this.#name, VERSION, {
            upgrade(database) {
                for (const store of database.objectStoreNames)
                    if (!(STORES as readonly string[]).includes(store)) database.deleteObjectStore(store);
                for (const store of STORES)
                    if (!database.objectStoreNames.contains(store))
                        database.createObjectStore(store, { keyPath: 'id' });
            },
            // A newer version of the app, or signing out in another tab, needs us out of the way.
            blocking(_current, _blocked, event) {
                (event.target as IDBDatabase).close();
                forget();
            },
            terminated: forget,
        }).catch((error: unknown) => {
            forget();
            throw error;
        });
        return this.#connection;
    }

    async get<S extends StoreName>(store: S, id: string): Promise<Records[S] | undefined> {
        return (await this.#open()).get(store, id) as Promise<Records[S] | undefined>;
    }

    async getMany<S extends StoreName>(
        store: S,
        ids: readonly string[],
    ): Promise<(Records[S] | undefined)[]> {
        if (ids.length === 0) return [];
        const { store: objects } = (await this.#open()).transaction(store);
        return Promise.all(ids.map((id) => objects.get(id) as Promise<Records[S] | undefined>));
    }

    async getAll<S extends StoreName>(store: S): Promise<Records[S][]> {
        return (await this.#open()).getAll(store) as Promise<Records[S][]>;
    }

    async ids(store: StoreName): Promise<string[]> {
        return (await this.#open()).getAllKeys(store) as Promise<string[]>;
    }

    async write(changes: readonly Change[]): Promise<void> {
        if (changes.length === 0) return;
        const names = [...new Set(changes.map((change) => change.store))];
        // Relaxed: the browser need not wait for the disk; what must not be lost can be sent again.
        const transaction = (await this.#open()).transaction(names, 'readwrite', { durability: 'relaxed' });
        const steps: Promise<unknown>[] = [];
        try {
            for (const change of changes) {
                const store = transaction.objectStore(change.store);
                steps.push('delete' in change ? store.delete(change.delete) : store.put(change.put));
            }
            await Promise.all([...steps, transaction.done]);
        } catch (error) {
            abort(transaction);
            await Promise.allSettled([...steps, transaction.done]);
            // Where the disk is full, the step says only that it was aborted, and the transaction why.
            throw transaction.error ?? error;
        }
    }

    async revise<S extends StoreName>(
        store: S,
        change: (records: Records[S][]) => readonly StoreChange<S>[],
    ): Promise<void> {
        // Strict: what is revised is what exists nowhere else.
        const transaction = (await this.#open()).transaction(store, 'readwrite', { durability: 'strict' });
        const records = (await transaction.store.getAll()) as Records[S][];
        const steps: Promise<unknown>[] = [];
        try {
            for (const step of change(records))
                steps.push(
                    'delete' in step
                        ? transaction.store.delete(step.delete)
                        : transaction.store.put(step.put),
                );
            await Promise.all([...steps, transaction.done]);
        } catch (error) {
            abort(transaction);
            await Promise.allSettled([...steps, transaction.done]);
            throw transaction.error ?? error;
        }
    }

    close(): void {
        this.#connection?.then((connection) => connection.close()).catch(() => {});
        this.#connection = null;
    }
}
