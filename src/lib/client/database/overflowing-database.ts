import { isQuotaError } from './quota-error';
import type { Change, LocalDatabase, Records, StoreChange, StoreName } from './records';

type Held = Map<string, Change>;

/** What exists nowhere else. */
const PRECIOUS: readonly StoreName[] = ['drafts', 'outbox', 'files'];

/**
 * A database that also holds, for the life of the page, what a full device has no room for: what a person writes is
 * there to be read and sent, though it would not survive the page. It moves to the device as soon as there is room.
 */
export class OverflowingDatabase implements LocalDatabase {
    readonly durable = true;
    readonly #inner: LocalDatabase;
    readonly #held = new Map<StoreName, Held>();
    /** Writes under way whose refusals are held. */
    #holding = 0;
    /** The device was full when last asked. */
    #full = false;

    constructor(inner: LocalDatabase) {
        this.#inner = inner;
    }

    async get<S extends StoreName>(store: S, id: string): Promise<Records[S] | undefined> {
        const held = this.#held.get(store)?.get(id);
        return held ? recordOf<S>(held) : this.#inner.get(store, id);
    }

    async getMany<S extends StoreName>(
        store: S,
        ids: readonly string[],
    ): Promise<(Records[S] | undefined)[]> {
        const found = await this.#inner.getMany(store, ids);
        const held = this.#held.get(store);
        if (!held) return found;
        return found.map((record, i) => {
            const change = held.get(ids[i] ?? '');
            return change ? recordOf<S>(change) : record;
        });
    }

    async getAll<S extends StoreName>(store: S): Promise<Records[S][]> {
        return this.#merged(store, await this.#inner.getAll(store));
    }

    async ids(store: StoreName): Promise<string[]> {
        const kept = await this.#inner.ids(store);
        const held = this.#held.get(store);
        if (!held) return kept;
        const added = [...held].flatMap(([id, change]) => ('put' in change ? id : []));
        return [...kept.filter((id) => !held.has(id)), ...added];
    }

    async write(changes: readonly Change[]): Promise<void> {
        try {
            await this.#inner.write(changes);
        } catch (error) {
            return this.#holdOrThrow(error, changes);
        }
        await this.#written(changes);
    }

    async revise<S extends StoreName>(
        store: S,
        change: (records: Records[S][]) => readonly StoreChange<S>[],
    ): Promise<void> {
        let changes: Change[] = [];
        try {
            await this.#inner.revise(store, (records) => {
                const steps = change(this.#merged(store, records));
                changes = steps.map((step) => ({ store, ...step }) as Change);
                return steps;
            });
        } catch (error) {
            return this.#holdOrThrow(error, changes);
        }
        await this.#written(changes);
    }

    async holdRefused<T>(write: () => Promise<T>): Promise<T> {
        this.#holding += 1;
        try {
            return await write();
        } finally {
            this.#holding -= 1;
        }
    }

    close(): void {
        this.#inner.close();
    }

    #holdOrThrow(error: unknown, changes: readonly Change[]): void {
        const precious = changes.every(({ store }) => PRECIOUS.includes(store));
        if (!isQuotaError(error) || !(this.#holding > 0 || (this.#full && precious))) throw error;
        this.#full = true;
        for (const change of changes) {
            const held = this.#held.get(change.store) ?? new Map<string, Change>();
            held.set(idOf(change), change);
            this.#held.set(change.store, held);
        }
    }

    async #written(changes: readonly Change[]): Promise<void> {
        for (const change of changes) this.#release(change.store, idOf(change));
        if (this.#held.size > 0) await this.#drain().catch(() => {});
        this.#full = this.#held.size > 0;
    }

    #merged<S extends StoreName>(store: S, kept: Records[S][]): Records[S][] {
        const held = this.#held.get(store);
        if (!held) return kept;
        const others = kept.filter(({ id }) => !held.has(id));
        return [...others, ...[...held.values()].flatMap((change) => recordOf<S>(change) ?? [])];
    }

    /** There was room for something: perhaps there is for what was held. */
    async #drain(): Promise<void> {
        const changes = [...this.#held.values()].flatMap((held) => [...held.values()]);
        await this.#inner.write(changes);
        // What was held anew meanwhile stays held.
        for (const change of changes)
            if (this.#held.get(change.store)?.get(idOf(change)) === change)
                this.#release(change.store, idOf(change));
    }

    #release(store: StoreName, id: string): void {
        const held = this.#held.get(store);
        held?.delete(id);
        if (held?.size === 0) this.#held.delete(store);
    }
}

const idOf = (change: Change) => ('put' in change ? change.put.id : change.delete);

/** A copy, as a database makes one; undefined for what was deleted. */
function recordOf<S extends StoreName>(change: Change): Records[S] | undefined {
    return 'put' in change ? (structuredClone(change.put) as Records[S]) : undefined;
}
