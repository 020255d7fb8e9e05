import { m } from '$lib/i18n';
import type { Announcement, Reaction } from '$lib/mastodon-api/entities';
import type { StreamEvent } from '$lib/mastodon-api/streaming';
import { dismissAnnouncement, getAnnouncements, reactToAnnouncement } from '../api/announcements';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { loadSanitiser, sanitiseAnnouncement } from '../database/sanitise';
import { writeQuietly } from '../database/write-quietly';
import type { ReactedEmoji } from '../outbox/row';
import { live, type LiveConnection } from '../streaming/connection';
import { toasts } from './toasts.svelte';

const KEY = 'announcements';

/** What the community tells all its members: from the device at once, then from the server, then live. */
export class Announcements {
    readonly #fetch: Fetch;
    readonly #live: LiveConnection;
    #all: readonly Announcement[] = $state.raw([]);
    #leave: (() => void) | null = null;

    readonly #unread = $derived(
        this.#all.filter(
            ({ read, ends_at }) => !read && (ends_at === null || Date.parse(ends_at) > Date.now()),
        ),
    );

    constructor(parts: { fetch?: Fetch; live?: LiveConnection } = {}) {
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#live = parts.live ?? live;
    }

    /** Those the person has not put aside and that have not ended, the newest first. */
    get unread(): readonly Announcement[] {
        return this.#unread;
    }

    /** Begins, once, for as long as the person is signed in. */
    async start(): Promise<void> {
        if (this.#leave) return;
        this.#leave = this.#live.join('user', {
            onEvent: (event) => void this.#apply(event),
            onJoined: (complete) => void (complete || this.load()),
        });
        const kept = await database().get('meta', KEY);
        if (kept && this.#all.length === 0) this.#all = kept.value as Announcement[];
        await this.load();
    }

    /** Asks the server; what is known stays when it cannot be reached. */
    async load(): Promise<void> {
        const told = await getAnnouncements(this.#fetch).catch(() => null);
        if (!told) return;
        await loadSanitiser();
        await this.#set(told.map(sanitiseAnnouncement));
    }

    /** Puts one aside, on all devices. */
    async dismiss(id: string): Promise<void> {
        const before = this.#all;
        await this.#change(id, (one) => ({ ...one, read: true }));
        try {
            await dismissAnnouncement(this.#fetch, id);
        } catch {
            await this.#set(before);
            toasts.error(m.settings_change_failed());
        }
    }

    /** Puts an emoji under one, or takes it back. */
    async react(id: string, { name, url, static_url }: ReactedEmoji): Promise<void> {
        const before = this.#all;
        const mine = this.#reaction(id, name);
        const on = !mine?.me;
        const picture = url && static_url ? { url, static_url } : {};
        const count = (mine?.count ?? 0) + (on ? 1 : -1);
        await this.#change(id, (one) => withReaction(one, { ...picture, name, count, me: on }));
        try {
            await reactToAnnouncement(this.#fetch, id, name, on);
        } catch {
            await this.#set(before);
            toasts.error(m.failed_react());
        }
    }

    async #apply(event: StreamEvent): Promise<void> {
        if (event.event === 'announcement.delete')
            return this.#set(this.#all.filter(({ id }) => id !== event.payload));
        if (event.event === 'announcement.reaction') {
            const { announcement_id: id, name, count } = event.payload;
            const known = this.#reaction(id, name);
            // Whose picture it is, is not told live.
            if (!known) return this.load();
            return this.#change(id, (one) => withReaction(one, { ...known, count }));
        }
        if (event.event === 'announcement') return this.load();
    }

    #reaction(id: string, name: string): Reaction | undefined {
        return this.#all.find((one) => one.id === id)?.reactions.find((reaction) => reaction.name === name);
    }

    async #change(id: string, change: (one: Announcement) => Announcement): Promise<void> {
        await this.#set(this.#all.map((one) => (one.id === id ? change(one) : one)));
    }

    async #set(all: readonly Announcement[]): Promise<void> {
        this.#all = all;
        await writeQuietly([{ store: 'meta', put: { id: KEY, value: all } }]);
    }
}

function withReaction(announcement: Announcement, reaction: Reaction): Announcement {
    const { reactions } = announcement;
    const changed = reactions.some(({ name }) => name === reaction.name)
        ? reactions.map((other) => (other.name === reaction.name ? reaction : other))
        : [...reactions, reaction];
    return { ...announcement, reactions: changed.filter(({ count }) => count > 0) };
}

export const announcements = new Announcements();
