import type { Account, Status } from '$lib/mastodon-api/entities';
import type { StreamEvent } from '$lib/mastodon-api/streaming';
import { ApiError } from '../api/errors';
import type { Fetch } from '../api/request';
import { keepFeed, readFeed } from '../database/feeds';
import type { Anchor } from '../database/records';
import { askGap, askNewest, askOlder, PAGE, type Answer } from '../feeds/ask';
import * as feeds from '../feeds/feed';
import { filterVerdict } from '../feeds/filter-verdict';
import type { FeedSource } from '../feeds/source';
import { live, type LiveConnection } from '../streaming/connection';
import { entities, type Entities } from './entities.svelte';

/** `loading` only while there is nothing to show. */
export type TimelineState = 'loading' | 'ready' | 'offline' | 'error';

export type TimelineItem =
    | { kind: 'status'; id: string }
    | { kind: 'gap'; id: string; above: string; below: string; loading: boolean };

/** How many posts wait behind the pill before they are only counted. */
const WAITING_CAP = 200;
/** A gap is filled by itself with so many pages at most, two a second. */
const FILL_PAGES = 15;
const FILL_PAUSE = 500;
const SAVE_AFTER = 500;

interface Parts {
    fetch?: Fetch;
    entities?: Entities;
    live?: LiveConnection;
    pause?: (ms: number) => Promise<void>;
}

/** A feed on the screen: painted from the device at once, then refreshed, then live. */
export class TimelineStore {
    readonly source: FeedSource;
    readonly #fetch: Fetch;
    readonly #entities: Entities;
    readonly #live: LiveConnection;
    readonly #pause: (ms: number) => Promise<void>;

    #feed: feeds.Feed = $state.raw(feeds.emptyFeed);
    #state: TimelineState = $state('loading');
    #error: Error | null = $state.raw(null);
    #fetchedAt: Date | null = $state.raw(null);
    #refreshing = $state(false);
    #loadingOlder = $state(false);
    #filling: string | null = $state(null);
    #overflow = $state(0);
    #readLine: string | null = $state(null);

    #anchor: Anchor | null = null;
    #users = 0;
    #leave: (() => void) | null = null;
    #restored: Promise<void> | null = null;
    #refresh: Promise<void> | null = null;
    /** Nothing was missed since the newest post known: what arrives joins it. */
    #contiguous = false;
    /** Arrivals during a refresh wait until it is known what they follow. */
    #heldBack: Status[] | null = null;
    #saving: ReturnType<typeof setTimeout> | null = null;

    readonly #items: TimelineItem[] = $derived.by(() =>
        feeds.rows(this.#feed).flatMap((row): TimelineItem[] => {
            if (row.kind === 'gap') return [{ ...row, loading: this.#filling === row.id }];
            return this.#isVisible(row.id) ? [row] : [];
        }),
    );
    readonly #waiting: string[] = $derived(feeds.waitingIds(this.#feed).filter((id) => this.#isVisible(id)));

    constructor(source: FeedSource, parts: Parts = {}) {
        this.source = source;
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#entities = parts.entities ?? entities;
        this.#live = parts.live ?? live;
        this.#pause = parts.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    }

    get state(): TimelineState {
        return this.#state;
    }

    /** Why the last refresh failed; shown only while there is nothing else. */
    get error(): Error | null {
        return this.#error;
    }

    get items(): readonly TimelineItem[] {
        return this.#items;
    }

    /** How many posts wait behind the pill. */
    get newCount(): number {
        return this.#waiting.length + this.#overflow;
    }

    /** Up to three people whose posts wait. */
    get newAuthors(): Account[] {
        const authors = new Map<string, Account>();
        for (const id of this.#waiting) {
            const account = this.#entities.status(id)?.account;
            if (account) authors.set(account.id, account);
            if (authors.size === 3) break;
        }
        return [...authors.values()];
    }

    get refreshing(): boolean {
        return this.#refreshing;
    }

    get loadingOlder(): boolean {
        return this.#loadingOlder;
    }

    /** Nothing is older than the last item. */
    get ended(): boolean {
        return feeds.hasEnded(this.#feed);
    }

    /** When what is shown was last fetched. */
    get fetchedAt(): Date | null {
        return this.#fetchedAt;
    }

    /** The item under the “you were here” line, after new ones were shown above it. */
    get readLine(): string | null {
        return this.#readLine;
    }

    /** The place being read. */
    get anchor(): Anchor | null {
        return this.#anchor;
    }

    set anchor(anchor: Anchor | null) {
        this.#anchor = anchor;
        this.#saveSoon();
    }

    /** Shows the feed; each `open` needs its `close`. Resolves when what the device keeps is on the screen. */
    async open(): Promise<void> {
        this.#users += 1;
        if (this.#users > 1) return this.#restored ?? undefined;
        this.#restored ??= this.#restore();
        await this.#restored;
        if (this.#users === 0) return;
        const channel = this.source.channel;
        if (channel)
            this.#leave = this.#live.join(channel, {
                onEvent: (event) => void this.#apply(event),
                onJoined: (complete) => void this.#joined(complete),
            });
        void this.loadNewest();
    }

    close(): void {
        this.#users = Math.max(0, this.#users - 1);
        if (this.#users > 0) return;
        this.#leave?.();
        this.#leave = null;
        this.#contiguous = false;
        void this.save();
    }

    /** Asks for what is newer. It waits behind the pill, except in a feed that was empty. */
    loadNewest(): Promise<void> {
        this.#refresh ??= this.#loadNewest().finally(() => (this.#refresh = null));
        return this.#refresh;
    }

    /** Asks for what is older than the last item. */
    async loadOlder(): Promise<void> {
        if (this.#loadingOlder) return;
        this.#loadingOlder = true;
        try {
            await this.#take(await askOlder(this.source, this.#fetch, this.#feed));
        } catch (error) {
            this.#failed(error);
        } finally {
            this.#loadingOlder = false;
        }
    }

    /** Reads one page of a gap, from its older end or from its newer one. */
    async fillGap(id: string, from: 'bottom' | 'top' = 'bottom'): Promise<void> {
        const gap = this.#gap(id);
        if (!gap || this.#filling) return;
        this.#filling = id;
        try {
            await this.#take(await askGap(this.source, this.#fetch, gap, from));
        } catch (error) {
            this.#failed(error);
        } finally {
            this.#filling = null;
        }
    }

    /** Leaves a gap out for good. */
    skipGap(id: string): void {
        const gap = this.#gap(id);
        if (gap) this.#learn({ ids: [], low: gap.below, high: gap.above });
    }

    /** Puts what waits above what is being read; answers the item the reader stopped at. */
    showNew(): string | null {
        const first = this.#items.find((item) => item.kind === 'status');
        this.#readLine = first?.id ?? null;
        this.#feed = feeds.showAll(this.#feed);
        if (this.#overflow > 0) {
            this.#overflow = 0;
            void this.loadNewest().then(() => (this.#feed = feeds.showAll(this.#feed)));
        }
        this.#saveSoon();
        return this.#readLine;
    }

    /** The person's own new post stands at the top at once. */
    showOwn(status: Status): void {
        this.#feed = feeds.showAll(feeds.arrive(this.#feed, status.id, this.#contiguous));
        this.#saveSoon();
    }

    /** Takes a post out, as after its deletion. */
    remove(id: string): void {
        this.#feed = feeds.remove(this.#feed, id);
        this.#saveSoon();
    }

    /** Keeps the feed and the place in it on the device, now. */
    async save(): Promise<void> {
        if (this.#saving) clearTimeout(this.#saving);
        this.#saving = null;
        const fetchedAt = this.#fetchedAt?.getTime() ?? 0;
        await keepFeed({ id: this.source.key, feed: this.#feed, anchor: this.#anchor, fetchedAt });
    }

    #isVisible(id: string): boolean {
        const status = this.#entities.status(id);
        if (!status) return false;
        const { context } = this.source;
        // A profile shows its posts to whoever goes there.
        const authors = [status.account.id, status.reblog?.account.id ?? status.account.id];
        if (context !== 'account' && authors.some((id) => this.#entities.isAvoided(id))) return false;
        return filterVerdict(status, context)?.action !== 'hide';
    }

    #gap(id: string): feeds.Gap | undefined {
        return feeds.rows(this.#feed).find((row) => row.kind === 'gap' && row.id === id) as
            feeds.Gap | undefined;
    }

    async #take(answer: Answer | null): Promise<void> {
        if (!answer) return;
        await this.#entities.absorb(answer.statuses);
        this.#learn(answer.run);
    }

    #learn(run: feeds.Run): void {
        this.#feed = feeds.learn(this.#feed, run);
        this.#saveSoon();
    }

    #saveSoon(): void {
        this.#saving ??= setTimeout(() => void this.save(), SAVE_AFTER);
    }

    async #restore(): Promise<void> {
        const stored = await readFeed(this.source.key);
        if (!stored || this.#feed.segments.length > 0) return;
        const known = stored.feed.segments.flatMap((segment) => segment.ids);
        const place = stored.anchor ? Math.max(0, known.indexOf(stored.anchor.key)) : 0;
        // All that stands above the place being read, and a screen below; the rest follows without moving anything.
        await this.#entities.load(known.slice(0, place + PAGE));
        this.#feed = stored.feed;
        this.#anchor = stored.anchor;
        this.#fetchedAt = stored.fetchedAt ? new Date(stored.fetchedAt) : null;
        if (known.length > 0) this.#state = 'ready';
        void this.#entities.load(known.slice(place + PAGE));
    }

    async #loadNewest(): Promise<void> {
        this.#refreshing = true;
        this.#heldBack ??= [];
        const known = feeds.newestBound(this.#feed) !== null;
        const empty = this.#items.length === 0;
        try {
            await this.#take(await askNewest(this.source, this.#fetch, this.#feed));
            if (empty) this.#feed = feeds.showAll(this.#feed);
            this.#fetchedAt = new Date();
            this.#error = null;
            this.#state = 'ready';
            this.#contiguous = this.#live.up;
            // At once, not soon: who looks for a moment and leaves finds it again offline.
            void this.save();
        } catch (error) {
            this.#failed(error);
        } finally {
            this.#refreshing = false;
            const heldBack = this.#heldBack ?? [];
            this.#heldBack = null;
            for (const status of heldBack) this.#arrive(status);
        }
        if (known) await this.#fillNewestGap();
    }

    /** Reads the gap that a refresh left, from its older end, so that reading goes on upwards without a hole. */
    async #fillNewestGap(): Promise<void> {
        for (let page = 0; page < FILL_PAGES; page++) {
            const gap = feeds.gaps(this.#feed)[0];
            const waiting = feeds.waitingIds(this.#feed).length;
            if (!gap || waiting >= FILL_PAGES * PAGE || this.#users === 0 || this.#filling) return;
            if (page > 0) await this.#pause(FILL_PAUSE);
            try {
                await this.#take(await askGap(this.source, this.#fetch, gap, 'bottom'));
            } catch {
                return;
            }
        }
    }

    #joined(complete: boolean): void {
        if (complete) return;
        this.#contiguous = false;
        void this.loadNewest();
    }

    async #apply(event: StreamEvent): Promise<void> {
        switch (event.event) {
            case 'update':
                await this.#entities.absorb([event.payload]);
                if (this.#heldBack) this.#heldBack.push(event.payload);
                else this.#arrive(event.payload);
                return;
            case 'status.update':
                return this.#entities.absorb([event.payload]);
            case 'delete':
                await this.#entities.forget(event.payload);
                return this.remove(event.payload);
        }
    }

    #arrive(status: Status): void {
        if (feeds.waitingIds(this.#feed).length >= WAITING_CAP) {
            this.#overflow += 1;
            this.#contiguous = false;
            return;
        }
        this.#feed = feeds.arrive(this.#feed, status.id, this.#contiguous);
        this.#saveSoon();
    }

    #failed(error: unknown): void {
        this.#error = error instanceof Error ? error : new Error(String(error));
        if (this.#items.length === 0) this.#state = error instanceof ApiError ? 'error' : 'offline';
    }
}
