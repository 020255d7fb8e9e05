import type { Notification } from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { ApiError } from '../api/errors';
import { getMarkers, saveMarker } from '../api/markers';
import { getNotifications } from '../api/notifications';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import type { Change, StoredNotification } from '../database/records';
import { writeQuietly } from '../database/write-quietly';
import { live, type LiveConnection } from '../streaming/connection';
import { entities, type Entities } from './entities.svelte';
import type { TimelineState } from './timeline.svelte';

const PAGE = 40;

/** What happened to the person, newest first: from the device at once, then refreshed, then live. */
export class NotificationsStore {
    readonly #fetch: Fetch;
    readonly #entities: Entities;
    readonly #live: LiveConnection;
    #stored: readonly StoredNotification[] = $state.raw([]);
    #state: TimelineState = $state('loading');
    #lastRead: string | null = $state(null);
    #loadingOlder = $state(false);
    #ended = $state(false);
    #leave: (() => void) | null = null;

    readonly #items: Notification[] = $derived(
        this.#stored.flatMap((stored) => {
            const account = this.#entities.account(stored.accountId);
            const status = stored.statusId ? this.#entities.status(stored.statusId) : undefined;
            if (!account || (stored.statusId && !status)) return [];
            return [{ ...stored.entity, account, ...(status ? { status } : {}) }];
        }),
    );
    readonly #unread: number = $derived.by(() => {
        const lastRead = this.#lastRead;
        if (lastRead === null) return 0;
        return this.#items.filter((item) => compareIds(item.id, lastRead) > 0).length;
    });

    constructor(parts: { fetch?: Fetch; entities?: Entities; live?: LiveConnection } = {}) {
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#entities = parts.entities ?? entities;
        this.#live = parts.live ?? live;
    }

    get items(): readonly Notification[] {
        return this.#items;
    }

    get state(): TimelineState {
        return this.#state;
    }

    get unreadCount(): number {
        return this.#unread;
    }

    /** The newest notification that was read, on any device. */
    get lastRead(): string | null {
        return this.#lastRead;
    }

    get loadingOlder(): boolean {
        return this.#loadingOlder;
    }

    get ended(): boolean {
        return this.#ended;
    }

    /** Begins, once, for as long as the person is signed in. */
    async start(): Promise<void> {
        if (this.#leave) return;
        this.#leave = this.#live.join('user', {
            onEvent: (event) => {
                if (event.event === 'notification') void this.#take([event.payload]);
            },
            onJoined: (complete) => {
                if (!complete) void this.loadNewest();
            },
        });
        await this.#restore();
        await this.loadNewest();
    }

    stop(): void {
        this.#leave?.();
        this.#leave = null;
        this.#stored = [];
        this.#state = 'loading';
        this.#ended = false;
        this.#lastRead = null;
    }

    async loadNewest(): Promise<void> {
        try {
            const [{ items, next }, markers] = await Promise.all([
                getNotifications(this.#fetch, { limit: PAGE }),
                getMarkers(this.#fetch, ['notifications']),
            ]);
            const newest = this.#stored[0];
            const reaches = newest && items.some((item) => compareIds(item.id, newest.id) <= 0);
            // Too much happened since: what is known below would hide a gap.
            if (!reaches && items.length > 0) this.#stored = [];
            if (this.#stored.length === 0) this.#ended = next === null || items.length === 0;
            await this.#take(items);
            this.#readUpTo(markers.notifications?.last_read_id ?? this.#lastRead ?? '0');
            this.#state = 'ready';
        } catch (error) {
            if (this.#stored.length === 0) this.#state = error instanceof ApiError ? 'error' : 'offline';
        }
    }

    async loadOlder(): Promise<void> {
        const last = this.#stored.at(-1);
        if (!last || this.#loadingOlder || this.#ended) return;
        this.#loadingOlder = true;
        try {
            const { items, next } = await getNotifications(this.#fetch, { max_id: last.id, limit: PAGE });
            await this.#take(items);
            this.#ended = next === null || items.length === 0;
        } catch {
            // Scrolling further asks again.
        } finally {
            this.#loadingOlder = false;
        }
    }

    /** All that is here was seen; other devices learn of it. */
    async markRead(): Promise<void> {
        const newest = this.#stored[0]?.id;
        if (!newest || (this.#lastRead !== null && compareIds(newest, this.#lastRead) <= 0)) return;
        this.#readUpTo(newest);
        await saveMarker(this.#fetch, 'notifications', newest).catch(() => {});
    }

    #readUpTo(id: string): void {
        if (this.#lastRead !== null && compareIds(id, this.#lastRead) <= 0) return;
        this.#lastRead = id;
        void writeQuietly([{ store: 'meta', put: { id: 'notifications-read', value: id } }]);
    }

    async #take(notifications: readonly Notification[]): Promise<void> {
        await this.#entities.absorb(notifications.flatMap((n) => n.status ?? []));
        await this.#entities.absorbAccounts(notifications.map((n) => n.account));
        const stored = notifications.map(({ account, status, ...entity }): StoredNotification => {
            return { id: entity.id, accountId: account.id, statusId: status?.id ?? null, entity };
        });
        const fresh = new Set(stored.map(({ id }) => id));
        this.#stored = [...stored, ...this.#stored.filter(({ id }) => !fresh.has(id))].sort((a, b) =>
            compareIds(b.id, a.id),
        );
        await writeQuietly(stored.map((put): Change => ({ store: 'notifications', put })));
    }

    async #restore(): Promise<void> {
        const [stored, read] = await Promise.all([
            database().getAll('notifications'),
            database().get('meta', 'notifications-read'),
        ]);
        const sorted = stored.sort((a, b) => compareIds(b.id, a.id)).slice(0, PAGE * 2);
        await this.#entities.load(sorted.flatMap(({ statusId }) => statusId ?? []));
        await Promise.all(sorted.map(({ accountId }) => this.#entities.loadAccount(accountId)));
        this.#stored = sorted;
        if (typeof read?.value === 'string') this.#lastRead = read.value;
        if (sorted.length > 0) this.#state = 'ready';
    }
}

export const notifications = new NotificationsStore();
