import { m } from '$lib/i18n';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { ApiError } from '../api/errors';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { writeQuietly, writeSurely } from '../database/write-quietly';
import { awaitsMedia, mediaOf, withArrived } from '../outbox/awaited-media';
import { flushOutbox } from '../outbox/flush';
import { perform, type Outcome } from '../outbox/perform';
import { coalesce, MAX_POSTS, nextDue } from '../outbox/queue';
import { isPending, newRow, type Operation, type OutboxRow, type QueueOptions } from '../outbox/row';
import { overlayOf } from '../outbox/overlay';
import { threadFrom, threadRows, type PostOperation, type PostRow } from '../outbox/thread';
import { composer } from './composer.svelte';
import { entities } from './entities.svelte';
import { me } from './me.svelte';
import { toasts } from './toasts.svelte';

/** The tag of the background sync with which a closed app sends what waits. */
export const SYNC_TAG = 'outbox';
const CHANNEL = 'atoll-outbox';
const AT_LEAST_EVERY = 60_000;

type Announcement = { id: string; row: OutboxRow | null };

/** Thrown when so many posts wait that no more are taken. */
export class OutboxFull extends Error {
    override readonly name = 'OutboxFull';
}

/** What the person did and the server does not know yet; and, for a day, the posts it has taken. */
export class OutboxStore {
    #rows: readonly OutboxRow[] = $state.raw([]);
    #overlaid = new Set<string>();
    #timer: ReturnType<typeof setTimeout> | null = null;
    #channel: BroadcastChannel | null = null;
    #fetch: Fetch = (...request) => globalThis.fetch(...request);
    readonly #onPosted = new Set<(row: OutboxRow) => void>();
    readonly #onSettled = new Set<(outcome: Outcome) => void>();

    readonly #pending = $derived(this.#rows.filter(isPending));
    readonly #posts = $derived(this.#rows.filter((row) => row.type === 'post' && row.state !== 'sent'));

    /** Everything that waits, in order. */
    get pending(): readonly OutboxRow[] {
        return this.#pending;
    }

    /** Posts that are not sent yet or were refused: they stand above the home timeline. */
    get posts(): readonly OutboxRow[] {
        return this.#posts;
    }

    /** All rows, with those sent today. */
    get rows(): readonly OutboxRow[] {
        return this.#rows;
    }

    /** Is something waiting for the person to sign in? */
    get held(): boolean {
        return this.#pending.some((row) => row.state === 'held');
    }

    /** Hears of each post the server has taken. */
    onPosted(listener: (row: OutboxRow) => void): () => void {
        this.#onPosted.add(listener);
        return () => void this.#onPosted.delete(listener);
    }

    /** Hears what the server answered, whatever was asked. */
    onSettled(listener: (outcome: Outcome) => void): () => void {
        this.#onSettled.add(listener);
        return () => void this.#onSettled.delete(listener);
    }

    /** Takes up what the device kept, and follows what other tabs and the service worker send. */
    async start(fetch?: Fetch): Promise<void> {
        if (fetch) this.#fetch = fetch;
        const now = Date.now();
        const rows = await database().getAll('outbox');
        // The time for taking a post back ended when its page was closed.
        const held = rows.filter((row) => row.type === 'post' && row.state === 'waiting' && row.nextAt > now);
        for (const row of held) row.nextAt = now;
        await writeQuietly(held.map((put) => ({ store: 'outbox', put })));
        this.#setRows(rows);
        this.#channel ??= 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null;
        if (this.#channel)
            this.#channel.onmessage = (message: MessageEvent<Announcement>) =>
                void this.#changed(message.data.id, message.data.row);
        // What the service worker sent while no page was there to take the answer in.
        const sent = this.#rows.flatMap((row) => (row.state === 'sent' && row.result ? [row.result] : []));
        void entities.absorb(sent).catch(() => {});
        void this.flush();
    }

    stop(): void {
        if (this.#timer) clearTimeout(this.#timer);
        this.#timer = null;
        this.#channel?.close();
        this.#channel = null;
        this.#setRows([]);
    }

    /**
     * Takes an intention on. It shows at once, survives closing the page, and is sent when it can be; undefined when
     * it only took back another that was not sent yet. Throws OutboxFull, and a QuotaExceededError on a full device.
     */
    async enqueue(operation: Operation, options: QueueOptions = {}): Promise<OutboxRow | undefined> {
        if (operation.type === 'post' && this.#posts.length >= MAX_POSTS)
            throw new OutboxFull(m.outbox_full());
        const { remove, add } = coalesce(this.#rows, operation);
        const seq = Math.max(0, ...this.#rows.map((row) => row.seq)) + 1;
        const row = add ? newRow(add, { seq, now: Date.now(), ...options }) : undefined;
        const rows = this.#rows.filter((other) => !remove.includes(other.id));
        const before = this.#rows;
        this.#setRows(row ? [...rows, row] : rows);
        try {
            await writeSurely([
                ...remove.map((id) => ({ store: 'outbox' as const, delete: id })),
                ...(row ? [{ store: 'outbox' as const, put: row }] : []),
            ]);
        } catch (error) {
            this.#setRows(before);
            throw error;
        }
        for (const id of remove) this.#announce(id, null);
        if (row) this.#announce(row.id, row);
        void this.#askForBackgroundSync();
        void this.flush();
        return row;
    }

    /**
     * Takes on posts of which each answers the one before: all of them, or none. Throws OutboxFull, and a
     * QuotaExceededError on a full device.
     */
    async enqueueThread(
        posts: readonly PostOperation[],
        options: { holdFor?: number; dependsOn?: string | null } = {},
    ): Promise<OutboxRow[]> {
        if (this.#posts.length + posts.length > MAX_POSTS) throw new OutboxFull(m.outbox_full());
        const seq = Math.max(0, ...this.#rows.map((row) => row.seq)) + 1;
        const rows = threadRows(posts, { seq, now: Date.now(), ...options });
        await writeSurely(rows.map((put) => ({ store: 'outbox', put })));
        this.#setRows([...this.#rows, ...rows]);
        for (const row of rows) this.#announce(row.id, row);
        void this.#askForBackgroundSync();
        void this.flush();
        return rows;
    }

    /** Takes a post back with those that wait for it, unless it is on its way. */
    async discardThread(id: string): Promise<PostRow[]> {
        const rows = threadFrom(this.#rows, id);
        if (rows[0]?.id !== id || rows[0].state === 'sending') return [];
        await database().write(rows.map((row) => ({ store: 'outbox', delete: row.id })));
        for (const row of rows) {
            this.#rowChanged(row.id, null);
            this.#announce(row.id, null);
        }
        return rows;
    }

    /** Takes a row back, unless it is on its way. */
    async discard(id: string): Promise<OutboxRow | null> {
        const row = this.#rows.find((other) => other.id === id);
        if (!row || row.state === 'sending') return null;
        await database().write([{ store: 'outbox', delete: id }]);
        this.#rowChanged(id, null);
        this.#announce(id, null);
        return row;
    }

    /** Sends a refused or paused row again, now. */
    async retry(id: string): Promise<void> {
        const row = this.#rows.find((other) => other.id === id);
        if (!row || row.state === 'sending' || row.state === 'sent') return;
        const again: OutboxRow = { ...row, state: 'waiting', nextAt: Date.now(), error: null };
        await database().write([{ store: 'outbox', put: again }]);
        this.#rowChanged(id, again);
        await this.flush();
    }

    /** What a waiting post or change says of a file that the server does not have ready. */
    awaited(id: string): MediaAttachment | undefined {
        return this.#rows.flatMap((row) => mediaOf(row)).find((file) => file.id === id);
    }

    /** The server has a file ready: what waited for it can be sent. */
    async arrived(id: string, media: MediaAttachment): Promise<void> {
        for (const row of this.#rows) {
            const complete = withArrived(row, id, media);
            if (complete === row) continue;
            await database().write([{ store: 'outbox', put: complete }]);
            this.#rowChanged(row.id, complete);
            this.#announce(row.id, complete);
        }
        await this.flush();
    }

    /** The server will not have a file: what was to show it waits for the person. */
    async refused(id: string, { status, message }: ApiError): Promise<void> {
        const row = this.#rows.find((other) => mediaOf(other).some((file) => file.id === id));
        if (!row) return;
        const failed: OutboxRow = { ...row, state: 'failed', error: { status, message } };
        await database().write([{ store: 'outbox', put: failed }]);
        this.#rowChanged(row.id, failed);
        this.#announce(row.id, failed);
    }

    /** What was paused because the session had ended goes on. */
    async release(): Promise<void> {
        for (const row of this.#rows) if (row.state === 'held') await this.retry(row.id);
    }

    /** The server can be reached again: what failed for want of it need not wait any longer. */
    async hurry(): Promise<void> {
        const now = Date.now();
        const waiting = this.#rows.filter((row) => row.state === 'retry' && row.error?.status === 0);
        await database().write(waiting.map((row) => ({ store: 'outbox', put: { ...row, nextAt: now } })));
        for (const row of waiting) this.#rowChanged(row.id, { ...row, nextAt: now });
        await this.flush();
    }

    /** Sends what is due. Called whenever there is hope that sending works. */
    async flush(): Promise<void> {
        const account = me.account;
        if (!account) return;
        await flushOutbox(account.id, {
            database: database(),
            fetch: this.#fetch,
            onRow: (id, row) => {
                this.#rowChanged(id, row);
                this.#announce(id, row);
            },
            onOutcome: (row, outcome) => this.#settled(row, outcome),
        });
        this.#schedule();
    }

    /** The page is being closed: what waits for its undo time goes now, and is known as the same post ever after. */
    flushOnLeaving(): void {
        const last: Fetch = (input, init) => this.#fetch(input, { ...init, keepalive: true });
        const now = Date.now();
        for (const row of this.#pending)
            if (isHeldBack(row) && row.nextAt > now) void perform(last, row).catch(() => {});
    }

    async #settled(row: OutboxRow, outcome: Outcome): Promise<void> {
        if ('status' in outcome) await entities.absorb([outcome.status]);
        else if ('relationship' in outcome) await entities.absorbRelationships([outcome.relationship]);
        else if ('poll' in outcome) await entities.absorbPoll(outcome.of, outcome.poll);
        else if ('deleted' in outcome) {
            await entities.forget(outcome.deleted);
            // What was deleted to be written anew shows its media from other addresses.
            composer.renew(outcome.media);
        }
        for (const listener of this.#onSettled) listener(outcome);
        if (row.type === 'post' && 'status' in outcome)
            for (const listener of this.#onPosted)
                listener({ ...row, state: 'sent', result: outcome.status });
    }

    #schedule(): void {
        if (this.#timer) clearTimeout(this.#timer);
        this.#timer = null;
        const now = Date.now();
        const due = nextDue(this.#rows, now);
        if (due === null && this.#pending.length === 0) return;
        this.#timer = setTimeout(
            () => void this.flush(),
            Math.min((due ?? now + AT_LEAST_EVERY) - now, AT_LEAST_EVERY),
        );
    }

    /** Another tab or the service worker did something to a row. */
    async #changed(id: string, row: OutboxRow | null): Promise<void> {
        const news =
            row?.state === 'sent' && !this.#rows.some((other) => other.id === id && other.state === 'sent');
        if (row?.result) await entities.absorb([row.result]);
        this.#rowChanged(id, row);
        if (row && news) for (const listener of this.#onPosted) listener(row);
    }

    #rowChanged(id: string, row: OutboxRow | null): void {
        const others = this.#rows.filter((other) => other.id !== id);
        if (row?.state === 'failed' && row.type !== 'post') return this.#refused(row, others);
        this.#setRows(row ? [...others, row] : others);
    }

    /** The server will not have it: back to how it was, and the person is told. */
    #refused(row: OutboxRow, others: OutboxRow[]): void {
        this.#setRows(others);
        void database().write([{ store: 'outbox', delete: row.id }]);
        const { type, target, payload } = row;
        const again = () => void this.enqueue({ type, target, payload } as Operation);
        toasts.error(refusal(row), { label: m.retry(), run: again });
    }

    #setRows(rows: readonly OutboxRow[]): void {
        this.#rows = rows.toSorted((a, b) => a.seq - b.seq);
        const overlay = overlayOf(this.#rows);
        for (const id of this.#overlaid) {
            if (!overlay.statuses.has(id)) entities.want(id, null);
            if (!overlay.relationships.has(id)) entities.wantRelation(id, null);
            if (!overlay.deleted.has(id)) entities.unhide(id);
        }
        for (const [id, wish] of overlay.statuses) entities.want(id, wish);
        for (const [id, wish] of overlay.relationships) entities.wantRelation(id, wish);
        for (const id of overlay.deleted) entities.hide(id);
        this.#overlaid = new Set([
            ...overlay.statuses.keys(),
            ...overlay.relationships.keys(),
            ...overlay.deleted,
        ]);
        this.#schedule();
    }

    #announce(id: string, row: OutboxRow | null): void {
        this.#channel?.postMessage({ id, row } satisfies Announcement);
    }

    async #askForBackgroundSync(): Promise<void> {
        try {
            const registration = await navigator.serviceWorker?.getRegistration();
            const sync = registration && 'sync' in registration ? registration.sync : null;
            await (sync as { register(tag: string): Promise<void> } | null)?.register(SYNC_TAG);
        } catch {
            // Not in this browser, or not allowed: it is sent when the app is open.
        }
    }
}

/** Does a post wait for nothing but the time in which it can be taken back? */
function isHeldBack(row: OutboxRow): boolean {
    return row.type === 'post' && row.state === 'waiting' && !row.dependsOn && !awaitsMedia(row);
}

function refusal(row: OutboxRow): string {
    switch (row.type) {
        case 'favourite':
            return m.failed_favourite();
        case 'boost':
            return m.failed_boost();
        case 'bookmark':
            return m.failed_bookmark();
        case 'react':
            return m.failed_react();
        case 'revoke':
            return m.failed_revoke();
        case 'follow':
            return row.payload.on ? m.failed_follow() : m.failed_unfollow();
        case 'block':
            return m.failed_block();
        case 'vote':
            return m.failed_vote();
        case 'edit':
            return m.failed_edit({ reason: row.error?.message ?? '' });
        case 'delete':
            return m.failed_delete();
        case 'unschedule':
            return m.failed_unschedule();
        case 'post':
            return m.failed_post();
        case 'answer-request':
            return m.failed_follow_request();
        default:
            return m.failed_change({ reason: row.error?.message ?? '' });
    }
}

export const outbox = new OutboxStore();
