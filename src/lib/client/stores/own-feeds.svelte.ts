import type { List } from '$lib/mastodon-api/entities';
import { getLists } from '../api/lists';
import type { Fetch } from '../api/request';
import { getFollowedTags } from '../api/tags';
import { database } from '../database/open';
import type { Change } from '../database/records';
import { writeQuietly } from '../database/write-quietly';

const TAGS = 'followed-tags';
/** They are asked for anew after so long. */
const FRESH_FOR = 60_000;

/** The feeds that are the person's own beside home: their lists and the hashtags they follow. */
export class OwnFeeds {
    readonly #fetch: Fetch;
    #lists: readonly List[] = $state.raw([]);
    #tags: readonly string[] = $state.raw([]);
    #askedAt = 0;

    constructor(fetch: Fetch = (...request) => globalThis.fetch(...request)) {
        this.#fetch = fetch;
    }

    get lists(): readonly List[] {
        return this.#lists;
    }

    /** Without `#`. */
    get tags(): readonly string[] {
        return this.#tags;
    }

    /** From the device at once, then from the server. */
    async load(): Promise<void> {
        if (Date.now() - this.#askedAt < FRESH_FOR) return;
        this.#askedAt = Date.now();
        const [lists, tags] = await Promise.all([database().getAll('lists'), database().get('meta', TAGS)]);
        this.#lists = inOrder(lists.map(({ entity }) => entity));
        if (Array.isArray(tags?.value)) this.#tags = tags.value as string[];
        try {
            const [told, followed] = await Promise.all([getLists(this.#fetch), getFollowedTags(this.#fetch)]);
            this.#lists = inOrder(told);
            this.#tags = followed.items.map(({ name }) => name);
            const known = new Map(lists.map((list) => [list.id, list]));
            await writeQuietly([
                { store: 'meta', put: { id: TAGS, value: [...this.#tags] } },
                ...told.map((entity): Change => ({
                    store: 'lists',
                    put: { ...known.get(entity.id), id: entity.id, entity },
                })),
            ]);
        } catch {
            // What the device knows stands; it is asked again when the menu is needed again.
            this.#askedAt = 0;
        }
    }
}

const inOrder = (lists: readonly List[]) => lists.toSorted((a, b) => a.title.localeCompare(b.title));

export const ownFeeds = new OwnFeeds();
