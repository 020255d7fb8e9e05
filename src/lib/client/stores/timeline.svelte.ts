import type { Account, Status } from '$lib/mastodon-api/entities';
import type { StreamEvent } from '$lib/mastodon-api/streaming';
import { ApiError } from '../api/errors';
import type { Fetch } from '../api/request';
import { readFeed } from '../database/feeds';
import { askGap, askNewest, askOlder, PAGE, type Answer } from '../feeds/ask';
import { BoostMerger, groupBoosts, type Look } from '../feeds/boosts';
import * as feeds from '../feeds/feed';
import { fillNewestGap } from '../feeds/fill-gap';
import { timeOf } from '../feeds/id-time';
import { idOfItem, itemsOf, type TimelineItem } from '../feeds/items';
import { reachDownTo } from '../feeds/reach';
import type { FeedSource } from '../feeds/source';
import { live, type LiveConnection } from '../streaming/connection';
import { DeletedStubs } from './deleted-stubs.svelte';
import { entities, type Entities } from './entities.svelte';
import { FeedKeeper } from './feed-keeper';
import { HomeMarker } from './home-marker.svelte';
import { authorsOf, lookAt } from './look';
import { preferences } from './preferences.svelte';
import { ReadingPlace } from './reading-place.svelte';

export type { TimelineItem };

/** `loading` only while there is nothing to show. */
export type TimelineState = 'loading' | 'ready' | 'offline' | 'error';

/** How many posts wait behind the pill before they are only counted. */
const WAITING_CAP = 200;

interface Parts {
    fetch?: Fetch;
    entities?: Entities;
    live?: LiveConnection;
    pause?: (ms: number) => Promise<void>;
}

/** A feed on the screen: painted from the device at once, then refreshed, then live. */
export class TimelineStore {
    readonly source: FeedSource;
    /** Where it is read. */
    readonly place: ReadingPlace;
    /** How far it is read on all devices; only home has one. */
    readonly marker: HomeMarker | null;
    readonly #fetch: Fetch;
    readonly #entities: Entities;
    readonly #live: LiveConnection;
    readonly #pause: (ms: number) => Promise<void>;
    readonly #boosts = new BoostMerger();
    readonly #stubs = new DeletedStubs();
    readonly #keeper = new FeedKeeper(() => {
        const fetchedAt = this.#fetchedAt?.getTime() ?? 0;
        const { key: id } = this.source;
        return this.#hasRead ? { id, feed: this.#feed, anchor: this.place.anchor, fetchedAt } : null;
    });
    /** What the device has of the feed is known. */
    #hasRead = false;

    #feed: feeds.Feed = $state.raw(feeds.emptyFeed);
    #state: TimelineState = $state('loading');
    #error: Error | null = $state.raw(null);
    #fetchedAt: Date | null = $state.raw(null);
    #refreshing = $state(false);
    #loadingOlder = $state(false);
    #filling: string | null = $state(null);
    #overflow = $state(0);

    /** Says whether an item is in view; whoever shows the feed sets it. */
    isInView: (id: string) => boolean = () => false;

    #users = 0;
    #leave: (() => void)[] = [];
    #restored: Promise<void> | null = null;
    #refresh: Promise<void> | null = null;
    /** Nothing was missed since the newest post known: what arrives joins it. */
    #contiguous = false;
    /** Arrivals during a refresh wait until it is known what they follow. */
    #heldBack: Status[] | null = null;

    readonly #items: TimelineItem[] = $derived.by(() => {
        const merged = this.#boosts.merge(feeds.rows(this.#feed), (id) => this.#look(id));
        const boosted = (id: string) => Boolean(this.#entities.status(id)?.reblog);
        const rows = preferences.values.groupBoosts ? groupBoosts(merged, boosted, this.place.line) : merged;
        return itemsOf(rows, { filling: this.#filling, stubs: this.#stubs.ids });
    });
    readonly #waiting: string[] = $derived.by(() => {
        const standing = new Set(
            feeds
                .rows(this.#feed)
                .slice(0, PAGE)
                .map(({ id }) => this.#look(id)?.originalId),
        );
        return feeds.waitingIds(this.#feed).filter((id) => {
            const look = this.#look(id);
            return look !== null && !(look.boosted && standing.has(look.originalId));
        });
    });

    constructor(source: FeedSource, parts: Parts = {}) {
        this.source = source;
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#entities = parts.entities ?? entities;
        this.#live = parts.live ?? live;
        this.#pause = parts.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
        this.marker = source.key === 'home' ? new HomeMarker({ fetch: this.#fetch, live: this.#live }) : null;
        this.place = new ReadingPlace((anchor) => {
            const id = idOfItem(anchor.key);
            if (id) this.marker?.hasRead(id);
            this.#keeper.soon();
        });
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

    /** All posts that are known, from new to old, shown or not. */
    get knownIds(): string[] {
        return this.#feed.segments.flatMap(({ ids }) => ids);
    }

    /** How many posts wait behind the pill. */
    get newCount(): number {
        return this.#waiting.length + this.#overflow;
    }

    /** Up to three people whose posts wait. */
    get newAuthors(): Account[] {
        return authorsOf(this.#entities, this.#waiting, 3);
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

    /** When the oldest post that is known was made. */
    get oldestAt(): Date | null {
        const oldest = this.#feed.segments.at(-1)?.ids.at(-1);
        return oldest ? new Date(timeOf(oldest)) : null;
    }

    /** When what is shown was last fetched. */
    get fetchedAt(): Date | null {
        return this.#fetchedAt;
    }

    /** Is it on some screen? */
    get isOpen(): boolean {
        return this.#users > 0;
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
            this.#leave.push(
                this.#live.join(channel, {
                    onEvent: (event) => void this.#apply(event),
                    onJoined: (complete) => void (complete || this.missed()),
                }),
            );
        void this.loadNewest();
        if (this.marker) this.#leave.push(this.marker.follow());
    }

    close(): void {
        this.#users = Math.max(0, this.#users - 1);
        if (this.#users > 0) return;
        for (const leave of this.#leave.splice(0)) leave();
        this.#contiguous = false;
        void this.save();
    }

    /** The page goes out of sight, and may not come back. */
    leave(): void {
        void this.save();
        this.marker?.tell();
    }

    /** Something may have been missed, as while the device slept: what arrives does not join until it is known. */
    missed(): Promise<void> {
        this.#contiguous = false;
        return this.loadNewest();
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

    /** Puts what waits above what is being read, and draws the line between them. */
    showNew(): void {
        const first = this.#items.find((item) => item.kind !== 'gap');
        this.place.drawLine(first?.id ?? null);
        this.#feed = feeds.showAll(this.#feed);
        if (this.#overflow > 0) {
            this.#overflow = 0;
            void this.loadNewest().then(() => (this.#feed = feeds.showAll(this.#feed)));
        }
        this.#keeper.soon();
    }

    /** What is new appears as it comes, without a line: for who watches the top. */
    showLive(): void {
        this.#feed = feeds.showAll(this.#feed);
        this.#keeper.soon();
    }

    /** Shows all that waits, and reads what is missing before the place of `id`. */
    async reveal(id: string): Promise<void> {
        this.#feed = feeds.showAll(this.#feed);
        await reachDownTo(id, {
            feed: () => this.#feed,
            fillGap: (gap) => this.fillGap(gap, 'top'),
            loadOlder: () => this.loadOlder(),
        });
    }

    /** The person's own new post stands at the top at once. */
    showOwn(status: Status): void {
        if (!this.#hasRead) return;
        this.#feed = feeds.showAll(feeds.arrive(this.#feed, status.id, this.#contiguous));
        this.#keeper.soon();
    }

    /** Takes a post out, as after its deletion. */
    remove(id: string): void {
        this.#feed = feeds.remove(this.#feed, id);
        this.#keeper.soon();
    }

    /** Keeps the feed and the place in it on the device, now. */
    save(): Promise<void> {
        return this.#keeper.now();
    }

    #look(id: string): Look | null {
        if (this.#stubs.ids.has(id)) return { originalId: id, boosted: false };
        return lookAt(this.#entities, id, this.source);
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
        this.#keeper.soon();
    }

    async #restore(): Promise<void> {
        const stored = await readFeed(this.source.key);
        this.#hasRead = true;
        if (!stored || this.#feed.segments.length > 0) return;
        const known = stored.feed.segments.flatMap((segment) => segment.ids);
        const place = stored.anchor ? Math.max(0, known.indexOf(idOfItem(stored.anchor.key) ?? '')) : 0;
        // All that stands above the place being read, and a screen below; the rest follows without moving anything.
        await this.#entities.load(known.slice(0, place + PAGE));
        this.#feed = stored.feed;
        this.place.restore(stored.anchor);
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
        if (known) await this.#fill();
    }

    async #fill(): Promise<void> {
        await fillNewestGap({
            gap: () => (this.#users > 0 && !this.#filling ? feeds.gaps(this.#feed)[0] : undefined),
            read: async (gap) => {
                const answer = await askGap(this.source, this.#fetch, gap, 'bottom');
                await this.#take(answer);
                return answer.statuses.length;
            },
            pause: this.#pause,
        }).catch(() => {
            // The gap stays, and says so.
        });
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
                if (this.isInView(event.payload))
                    this.#stubs.leave(event.payload, () => this.remove(event.payload));
                else this.remove(event.payload);
                return this.#entities.forget(event.payload);
        }
    }

    #arrive(status: Status): void {
        if (feeds.waitingIds(this.#feed).length >= WAITING_CAP) {
            this.#overflow += 1;
            this.#contiguous = false;
            return;
        }
        this.#feed = feeds.arrive(this.#feed, status.id, this.#contiguous);
        this.#keeper.soon();
    }

    #failed(error: unknown): void {
        this.#error = error instanceof Error ? error : new Error(String(error));
        if (this.#items.length === 0) this.#state = error instanceof ApiError ? 'error' : 'offline';
    }
}
