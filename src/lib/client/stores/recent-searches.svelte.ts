import { database } from '../database/open';
import { writeQuietly } from '../database/write-quietly';

const KEY = 'recent-searches';
const KEPT = 10;

/** What was looked for lately on this device, the last first. */
export class RecentSearches {
    #all: readonly string[] = $state.raw([]);
    #loaded: Promise<void> | null = null;

    get all(): readonly string[] {
        return this.#all;
    }

    /** Reads what the device keeps, once. */
    load(): Promise<void> {
        this.#loaded ??= database()
            .get('meta', KEY)
            .then(
                (kept) => void (Array.isArray(kept?.value) && (this.#all = kept.value as string[])),
                () => {},
            );
        return this.#loaded;
    }

    async add(query: string): Promise<void> {
        await this.load();
        const same = (other: string) => other.toLowerCase() === query.toLowerCase();
        await this.#keep([query, ...this.#all.filter((other) => !same(other))].slice(0, KEPT));
    }

    async remove(query: string): Promise<void> {
        await this.#keep(this.#all.filter((other) => other !== query));
    }

    async clear(): Promise<void> {
        await this.#keep([]);
    }

    async #keep(all: readonly string[]): Promise<void> {
        this.#all = all;
        await writeQuietly([{ store: 'meta', put: { id: KEY, value: [...all] } }]);
    }
}

export const recentSearches = new RecentSearches();
