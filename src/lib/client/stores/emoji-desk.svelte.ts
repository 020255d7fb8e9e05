import { m } from '$lib/i18n';
import type { AdminCustomEmoji } from '$lib/mastodon-api/entities';
import {
    addEmoji,
    changeEmoji,
    getCategories,
    orderCategories,
    removeEmoji,
    searchEmojis,
    type EmojiWords,
} from '../api/admin-emojis';
import { emojis } from './emojis.svelte';
import { toasts } from './toasts.svelte';

/** `blob_10` comes after `blob_2`. */
const byName = new Intl.Collator(undefined, { numeric: true });
/** How long a removal can be taken back before it is sent. */
const UNDO = 7_000;

/** Emoji under one heading; null where they have none. */
export interface Heading {
    name: string | null;
    emojis: readonly AdminCustomEmoji[];
}

/** The community's emoji on the desk of whoever looks after them. */
export class EmojiDesk {
    #all: readonly AdminCustomEmoji[] = $state.raw([]);
    #order: readonly string[] = $state.raw([]);
    #leaving: ReadonlySet<string> = $state.raw(new Set());
    #state: 'loading' | 'ready' | 'failed' = $state('loading');
    readonly #pending = new Map<string, { timer: ReturnType<typeof setTimeout>; emoji: AdminCustomEmoji }>();

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    get count(): number {
        return this.#all.length - this.#leaving.size;
    }

    /** The names of the headings in their order. */
    get order(): readonly string[] {
        return this.#order;
    }

    /** What fits `query`, under its headings. */
    under(query: string): Heading[] {
        const sought = query.trim().toLowerCase().replaceAll(':', '');
        const fitting = this.#all.filter(
            ({ id, shortcode, aliases }) =>
                !this.#leaving.has(id) &&
                [shortcode, ...aliases].some((word) => word.toLowerCase().includes(sought)),
        );
        return [null, ...this.#order]
            .map((name) => ({ name, emojis: fitting.filter(({ category }) => category === name) }))
            .filter(({ emojis }) => emojis.length > 0);
    }

    async load(): Promise<void> {
        emojis.outdate();
        try {
            const [headings, own] = await Promise.all([getCategories(fetch), allEmojis()]);
            this.#order = headings.map(({ name }) => name);
            this.#all = own.toSorted((a, b) => byName.compare(a.shortcode, b.shortcode));
            this.#state = 'ready';
        } catch {
            this.#state = 'failed';
        }
    }

    /** Makes an emoji of every picture, named as its file; says which of them cannot be one. */
    async addFiles(files: readonly File[]): Promise<void> {
        let added = 0;
        for (const file of files) {
            const shortcode = file.name.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_]+/g, '_');
            try {
                await addEmoji(fetch, file, { shortcode });
                added++;
            } catch (error) {
                toasts.error(
                    `${file.name}: ${error instanceof Error ? error.message : m.admin_emoji_failed()}`,
                );
            }
        }
        if (added > 0) toasts.info(m.admin_emoji_added({ count: added }));
        await this.load();
    }

    async change(id: string, words: EmojiWords, image?: File): Promise<void> {
        await changeEmoji(fetch, id, words, image);
        await this.load();
    }

    /** Takes an emoji away: it disappears at once, and for seven seconds that can be undone. */
    remove(emoji: AdminCustomEmoji): void {
        const { id } = emoji;
        this.#leaving = new Set([...this.#leaving, id]);
        const timer = setTimeout(() => void this.#send(emoji), UNDO);
        this.#pending.set(id, { timer, emoji });
        const undo = { label: m.undo(), run: () => this.#stay(id) };
        toasts.info(m.admin_emoji_removed({ name: `:${emoji.shortcode}:` }), undo);
    }

    /** What is about to be removed is removed now: the page is left. */
    async settle(): Promise<void> {
        await Promise.all([...this.#pending.values()].map(({ emoji }) => this.#send(emoji)));
    }

    /** Moves a heading one place up or down. */
    async moveHeading(name: string, by: -1 | 1): Promise<void> {
        const from = this.#order.indexOf(name);
        const to = from + by;
        if (from < 0 || to < 0 || to >= this.#order.length) return;
        this.#order = this.#order.toSpliced(from, 1).toSpliced(to, 0, name);
        await orderCategories(fetch, this.#order).catch(() => toasts.error(m.admin_emoji_failed()));
    }

    async #send({ id, shortcode }: AdminCustomEmoji): Promise<void> {
        clearTimeout(this.#pending.get(id)?.timer);
        this.#pending.delete(id);
        try {
            await removeEmoji(fetch, id);
            emojis.outdate();
            this.#all = this.#all.filter((emoji) => emoji.id !== id);
        } catch {
            toasts.error(m.admin_emoji_kept({ name: `:${shortcode}:` }));
        }
        this.#stay(id);
    }

    #stay(id: string): void {
        clearTimeout(this.#pending.get(id)?.timer);
        this.#pending.delete(id);
        this.#leaving = new Set([...this.#leaving].filter((other) => other !== id));
    }
}

async function allEmojis(): Promise<AdminCustomEmoji[]> {
    const all: AdminCustomEmoji[] = [];
    for (let path: string | undefined; ;) {
        const { items, next } = await searchEmojis(fetch, {}, path);
        all.push(...items);
        if (items.length === 0 || !next) return all;
        path = next;
    }
}
