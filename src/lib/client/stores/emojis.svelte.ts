import type { CustomEmoji } from '$lib/mastodon-api/entities';
import { getCustomEmojis } from '../api/instance';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { safeUrl } from '../database/sanitise';
import { writeQuietly } from '../database/write-quietly';

const KEY = 'emojis';
const RECENT_KEY = 'recent-emojis';
const RECENT = 16;

/** The emoji of the community that are offered, and the ones the person used last. Known offline as last seen. */
export class Emojis {
    #all: readonly CustomEmoji[] = $state.raw([]);
    #recent: readonly string[] = $state.raw([]);

    /** Those that are to be offered. */
    get all(): readonly CustomEmoji[] {
        return this.#all;
    }

    /** Characters and shortcodes, the last used first. */
    get recent(): readonly string[] {
        return this.#recent;
    }

    /** Shows what the device keeps, then asks the server; what is known stays when it cannot be reached. */
    async load(fetch: Fetch = globalThis.fetch): Promise<void> {
        const [kept, recent] = await Promise.all([
            database().get('meta', KEY),
            database().get('meta', RECENT_KEY),
        ]);
        if (kept) this.#all = kept.value as CustomEmoji[];
        if (recent) this.#recent = recent.value as string[];
        const told = await getCustomEmojis(fetch).catch(() => null);
        if (!told) return;
        this.#all = told.filter(
            ({ url, static_url, visible_in_picker }) =>
                visible_in_picker && safeUrl(url) && safeUrl(static_url),
        );
        await writeQuietly([{ store: 'meta', put: { id: KEY, value: this.#all } }]);
    }

    /** Remembers what was used. */
    async use(name: string): Promise<void> {
        this.#recent = [name, ...this.#recent.filter((other) => other !== name)].slice(0, RECENT);
        await writeQuietly([{ store: 'meta', put: { id: RECENT_KEY, value: this.#recent } }]);
    }
}

export const emojis = new Emojis();
