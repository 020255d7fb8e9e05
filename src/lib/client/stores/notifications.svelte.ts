import type {
    Account,
    GroupedNotificationsResults,
    Notification,
    NotificationGroup,
    Status,
} from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { ApiError } from '../api/errors';
import { getMarkers, saveMarker } from '../api/markers';
import { getNotificationGroups } from '../api/notifications';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import type { Change, StoredNotification } from '../database/records';
import { writeQuietly } from '../database/write-quietly';
import { filterVerdict } from '../feeds/filter-verdict';
import { mergeGroups, storedGroup, withArrival } from '../feeds/notification-groups';
import { takePushed, unreadTalk } from '../push/pushed';
import { live, type LiveConnection } from '../streaming/connection';
import { entities, type Entities } from './entities.svelte';
import type { TimelineState } from './timeline.svelte';

const PAGE = 40;

/** Things that happened to the person and belong together, with the people as far as they are told. */
export interface NotificationItem {
    /** The newest of the group. */
    id: string;
    /** What the group keeps as it grows. */
    key: string;
    group: Omit<NotificationGroup, 'sample_account_ids' | 'status_id'>;
    /** The newest first; at least one. */
    accounts: [Account, ...Account[]];
    status: Status | null;
}

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
    #asked = $state(false);
    #leave: (() => void) | null = null;

    readonly #items: NotificationItem[] = $derived(
        this.#stored.flatMap(({ id, accountIds, statusId, entity }): NotificationItem[] => {
            const [first, ...others] = accountIds.flatMap((one) => this.#entities.account(one) ?? []);
            const status = statusId ? (this.#entities.status(statusId) ?? null) : null;
            if (!first || (statusId && !status)) return [];
            if (status && filterVerdict(status, 'notifications')?.action === 'hide') return [];
            return [{ id, key: entity.group_key, group: entity, accounts: [first, ...others], status }];
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

    get items(): readonly NotificationItem[] {
        return this.#items;
    }

    get state(): TimelineState {
        return this.#state;
    }

    get unreadCount(): number {
        return this.#unread;
    }

    /** How many of the unread are somebody talking to the person: the number on the app's icon. */
    get unreadTalk(): number {
        const groups = this.#items.map(({ id, key, group: { type } }) => ({ id, key, type }));
        return this.#lastRead === null ? 0 : unreadTalk(groups, this.#lastRead);
    }

    /** The newest notification that was read, on any device. */
    get lastRead(): string | null {
        return this.#lastRead;
    }

    /** The server was asked, and has answered or cannot be reached: this is what there is for now. */
    get asked(): boolean {
        return this.#asked;
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
                if (event.event === 'notification') void this.#arrive(event.payload);
                // What was kept aside stands among the others now, wherever its time is.
                if (event.event === 'notifications_merged') void this.loadNewest();
                if (event.event === 'marker' && event.payload.timeline === 'notifications')
                    this.#readUpTo(event.payload.marker.last_read_id);
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
        this.#asked = false;
        this.#lastRead = null;
    }

    async loadNewest(): Promise<void> {
        try {
            const [{ body, next }, markers] = await Promise.all([
                getNotificationGroups(this.#fetch, { limit: PAGE }),
                getMarkers(this.#fetch, ['notifications']),
            ]);
            const newest = this.#stored[0];
            const groups = body.notification_groups.map(storedGroup);
            const reaches = newest && groups.some((group) => compareIds(group.id, newest.id) <= 0);
            // Too much happened since: what is known below would hide a gap.
            if (!reaches && groups.length > 0) await this.#replace([]);
            if (this.#stored.length === 0) this.#ended = next === null || groups.length === 0;
            await this.#take(body);
            const readThere = markers.notifications?.last_read_id ?? '0';
            // Read while there was no network: the server has not heard of it yet.
            if (this.#lastRead !== null && compareIds(this.#lastRead, readThere) > 0)
                void saveMarker(this.#fetch, 'notifications', this.#lastRead).catch(() => {});
            this.#readUpTo(readThere);
            this.#state = 'ready';
        } catch (error) {
            if (this.#stored.length === 0) this.#state = error instanceof ApiError ? 'error' : 'offline';
        } finally {
            this.#asked = true;
        }
    }

    async loadOlder(): Promise<void> {
        if (this.#stored.length === 0 || this.#loadingOlder || this.#ended) return;
        this.#loadingOlder = true;
        try {
            const { body, next } = await getNotificationGroups(this.#fetch, {
                max_id: oldestOf(this.#stored),
                limit: PAGE,
            });
            await this.#take(body);
            this.#ended = next === null || body.notification_groups.length === 0;
        } catch {
            // Scrolling further asks again.
        } finally {
            this.#loadingOlder = false;
        }
    }

    /** All that is here was seen; other devices learn of it. */
    async markRead(): Promise<void> {
        const newest = this.#stored[0]?.id;
        if (newest) await this.markReadTo(newest);
    }

    /** All up to this one was seen; other devices learn of it. */
    async markReadTo(id: string): Promise<void> {
        if (this.#lastRead !== null && compareIds(id, this.#lastRead) <= 0) return;
        this.#readUpTo(id);
        await saveMarker(this.#fetch, 'notifications', id).catch(() => {});
    }

    /** Takes a group out, as after it was dismissed. */
    async forget(groupKey: string): Promise<void> {
        await this.#replace(this.#stored.filter(({ entity }) => entity.group_key !== groupKey));
    }

    /** Takes in what the service worker kept of pushes. */
    async takePushed(): Promise<void> {
        for (const told of await takePushed(database())) await this.#take(told);
    }

    #readUpTo(id: string): void {
        if (this.#lastRead !== null && compareIds(id, this.#lastRead) <= 0) return;
        this.#lastRead = id;
        void writeQuietly([{ store: 'meta', put: { id: 'notifications-read', value: id } }]);
    }

    async #arrive(notification: Notification): Promise<void> {
        if (notification.status) await this.#entities.absorb([notification.status]);
        await this.#entities.absorbAccounts([notification.account]);
        await this.#replace(withArrival(this.#stored, notification));
    }

    async #take(told: GroupedNotificationsResults): Promise<void> {
        await this.#entities.absorb(told.statuses);
        await this.#entities.absorbAccounts(told.accounts);
        await this.#replace(mergeGroups(this.#stored, told.notification_groups.map(storedGroup)));
    }

    async #replace(groups: readonly StoredNotification[]): Promise<void> {
        const before = new Set(this.#stored);
        const ids = new Set(groups.map(({ id }) => id));
        const gone = this.#stored.filter(({ id }) => !ids.has(id));
        this.#stored = groups;
        await writeQuietly([
            ...gone.map(({ id }): Change => ({ store: 'notificationGroups', delete: id })),
            ...groups
                .filter((group) => !before.has(group))
                .map((put): Change => ({ store: 'notificationGroups', put })),
        ]);
    }

    async #restore(): Promise<void> {
        const [stored, read] = await Promise.all([
            database().getAll('notificationGroups'),
            database().get('meta', 'notifications-read'),
        ]);
        const sorted = mergeGroups([], stored).slice(0, PAGE * 2);
        await this.#entities.load(sorted.flatMap(({ statusId }) => statusId ?? []));
        await Promise.all(
            sorted.flatMap(({ accountIds }) => accountIds).map((one) => this.#entities.loadAccount(one)),
        );
        this.#stored = sorted;
        if (typeof read?.value === 'string') this.#lastRead = read.value;
        if (sorted.length > 0) this.#state = 'ready';
    }
}

/** The oldest notification that the groups are known to hold. */
function oldestOf(groups: readonly StoredNotification[]): string | undefined {
    return groups.map(({ id, entity }) => entity.page_min_id ?? id).sort(compareIds)[0];
}

export const notifications = new NotificationsStore();
