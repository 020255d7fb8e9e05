import { formatBytes, m } from '$lib/i18n';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { ApiError } from '../api/errors';
import type { Fetch } from '../api/request';
import { database } from '../database/open';
import { randomId } from '../database/random-id';
import { surely, tellPrecious } from '../database/write-quietly';
import { mediaOf, withArrived } from '../outbox/awaited-media';
import { askForBackgroundSync } from '../outbox/background-sync';
import { flushOutbox } from '../outbox/flush';
import { apply, type RowChange } from '../outbox/ledger';
import { CHANNEL, type OutboxNews } from '../outbox/news';
import { overlayOf } from '../outbox/overlay';
import { perform, type Outcome } from '../outbox/perform';
import { isHeldBack, MAX_BYTES, MAX_POSTS, nextDue, pausedUntil, waitsForSession } from '../outbox/queue';
import { isPending, type Operation, type OutboxRow, type QueueOptions } from '../outbox/row';
import { hurried, intended, restored, takenBack, threadIntended, type Step } from '../outbox/steps';
import type { PostOperation, PostRow } from '../outbox/thread';
import { composer } from './composer.svelte';
import { connectivity } from './connectivity.svelte';
import { entities } from './entities.svelte';
import { me } from './me.svelte';
import { refusal } from './refusal';
import { toasts } from './toasts.svelte';
import { uploads } from './uploads.svelte';

const AT_LEAST_EVERY = 60_000;
/** How long it can be undone that a post was taken out which the server may have. */
const UNDO = 7000;

/** Thrown when so much waits that no more is taken. */
export class OutboxFull extends Error {
    override readonly name = 'OutboxFull';
}

/** What was taken out of the outbox, and the way back: it answers false when that comes too late. */
export interface TakenBack {
    /** The post with the rest of its thread; none for other rows. */
    posts: readonly PostRow[];
    restore: () => Promise<boolean>;
}

/** What the person did and the server does not know yet; and, for a day, the posts it has taken. */
export class OutboxStore {
    #rows: readonly OutboxRow[] = $state.raw([]);
    #now = $state(Date.now());
    #overlaid = new Set<string>();
    #timer: ReturnType<typeof setTimeout> | null = null;
    #channel: BroadcastChannel | null = null;
    #fetch: Fetch = (...request) => globalThis.fetch(...request);
    /** A flush that waits for its turn: it will see whatever comes until then. */
    #queued: Promise<void> | null = null;
    #stopping = new AbortController();
    /** News of other tabs, one after the other. */
    #hearing: Promise<void> = Promise.resolve();
    readonly #onPosted = new Set<(row: OutboxRow) => void>();
    readonly #onSettled = new Set<(outcome: Outcome) => void>();

    readonly #pending = $derived(this.#rows.filter(isPending));
    readonly #posts = $derived(this.#rows.filter((row) => row.type === 'post' && row.state !== 'sent'));
    readonly #held = $derived(waitsForSession(this.#rows));
    readonly #pausedUntil = $derived(pausedUntil(this.#rows, this.#now));

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

    /** Is everything waiting for the person to sign in? */
    get held(): boolean {
        return this.#held;
    }

    /** Until when the server asked to be left alone; null when it did not. */
    get pausedUntil(): Date | null {
        return this.#pausedUntil > 0 ? new Date(this.#pausedUntil) : null;
    }

    /** Hears of each post the server has taken. */
    onPosted(listener: (row: OutboxRow) => void): () => void {
        this.#onPosted.add(listener);
        return () => void this.#onPosted.delete(listener);
    }

    /** Hears what the server answered, whatever was asked, by this tab or another. */
    onSettled(listener: (outcome: Outcome) => void): () => void {
        this.#onSettled.add(listener);
        return () => void this.#onSettled.delete(listener);
    }

    /** Takes up what the device kept, and follows what other tabs and the service worker send. */
    async start(fetch?: Fetch): Promise<void> {
        if (fetch) this.#fetch = fetch;
        this.#stopping = new AbortController();
        const rows = await database().getAll('outbox');
        this.#setRows(rows);
        this.#channel ??= 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null;
        if (this.#channel)
            this.#channel.onmessage = ({ data }: MessageEvent<OutboxNews>) => {
                this.#hearing = this.#hearing.then(() => this.#hear(data)).catch(() => {});
            };
        // The time for taking a post back ended when its page was closed.
        const now = Date.now();
        await this.#apply((all) => hurried(all, (row) => isHeldBack(row) && row.nextAt > now, now)).catch(
            () => {},
        );
        // What the service worker sent, or was refused, while no page was there to take the answer in.
        for (const row of rows) if (row.state === 'failed' && row.type !== 'post') this.#refused(row);
        const sent = rows.flatMap((row) => (row.state === 'sent' && row.result ? [row.result] : []));
        void entities.absorb(sent).catch(() => {});
        void this.flush();
    }

    stop(): void {
        this.#stopping.abort();
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
        if (operation.type === 'post') this.#checkRoom(operation.media ?? [], 1);
        const given = { ...options, id: options.id ?? randomId(), now: Date.now() };
        const before = this.#rows;
        const shown = intended(before, operation, given);
        this.#setRows(withStep(before, shown));
        try {
            const row = await surely(() => this.#apply((rows) => intended(rows, operation, given)));
            if (row?.type === 'post') tellPrecious();
            void askForBackgroundSync();
            void this.flush({ hopeless: connectivity.offline });
            return row;
        } catch (error) {
            this.#setRows(before);
            throw error;
        }
    }

    /**
     * Takes on posts of which each answers the one before: all of them, or none. Throws OutboxFull, and a
     * QuotaExceededError on a full device.
     */
    async enqueueThread(posts: readonly PostOperation[], options: QueueOptions = {}): Promise<OutboxRow[]> {
        this.#checkRoom(
            posts.flatMap(({ media = [] }) => media),
            posts.length,
        );
        const given = { ...options, now: Date.now() };
        const rows = await surely(() => this.#apply((all) => threadIntended(all, posts, given)));
        tellPrecious();
        void askForBackgroundSync();
        void this.flush({ hopeless: connectivity.offline });
        return rows;
    }

    /**
     * Takes a row back, unless it is on its way; a post with the rest of its thread. Of what the server may have, the
     * server is told in a while.
     */
    async discard(id: string): Promise<TakenBack | null> {
        const taken = await this.#apply((rows) => takenBack(rows, id, { now: Date.now(), holdFor: UNDO }));
        if (taken.length === 0) return null;
        const restore = async () => {
            const isBack = await this.#apply((rows) => restored(rows, taken));
            void this.flush();
            return isBack;
        };
        return { posts: taken.flatMap((row) => (row.type === 'post' ? [row] : [])), restore };
    }

    /** Sends a refused or paused row again, now. */
    async retry(id: string): Promise<void> {
        await this.#hurryThose((row) => row.id === id);
    }

    /** Sends everything now that was refused, paused or is to be tried later. */
    async retryAll(): Promise<void> {
        await this.#hurryThose(() => true);
    }

    /** What a waiting post or change says of a file that the server does not have ready. */
    awaited(id: string): MediaAttachment | undefined {
        return this.#rows.flatMap((row) => mediaOf(row)).find((file) => file.id === id);
    }

    /** The server has a file ready: what waited for it can be sent. */
    async arrived(id: string, media: MediaAttachment): Promise<void> {
        await this.#apply((rows) => {
            const complete = rows.map((row) => [row, withArrived(row, id, media)] as const);
            return { put: complete.flatMap(([a, b]) => (a === b ? [] : [b])), remove: [], result: null };
        });
        await this.flush();
    }

    /** The server will not have a file: what was to show it waits for the person. */
    async refused(id: string, { status, message }: ApiError): Promise<void> {
        await this.#apply((rows) => {
            const showing = rows.filter((row) => mediaOf(row).some((file) => file.id === id));
            const put = showing.map((row): OutboxRow => ({
                ...row,
                state: 'failed',
                error: { status, message },
            }));
            return { put, remove: [], result: null };
        });
    }

    /** What was paused because the session had ended goes on. */
    async release(): Promise<void> {
        await this.#hurryThose((row) => row.state === 'held' && row.error?.status === 401);
    }

    /** The server can be reached again: what failed for want of it need not wait any longer. */
    async hurry(): Promise<void> {
        await this.#hurryThose((row) => row.state === 'retry' && row.error?.status === 0);
    }

    /**
     * Sends what is due. Called whenever there is hope that sending works: what is tried without any can be called off
     * only by asking the server. Never rejects.
     */
    flush({ hopeless = false }: { hopeless?: boolean } = {}): Promise<void> {
        const account = me.account;
        if (!account || this.#stopping.signal.aborted || hopeless) return Promise.resolve();
        // One that waits for its turn will look at everything there is then.
        this.#queued ??= this.#flush(account.id).catch((error: unknown) => {
            console.warn('The outbox could not be sent', error);
        });
        return this.#queued;
    }

    async #flush(accountId: string): Promise<void> {
        await flushOutbox(accountId, {
            database: database(),
            fetch: this.#fetch,
            signal: this.#stopping.signal,
            onBegin: () => (this.#queued = null),
            onChanges: (changes) => this.#tell(changes),
            onOutcome: async (row, outcome) => {
                this.#channel?.postMessage({ answer: { row, outcome } } satisfies OutboxNews);
                await this.#settled(outcome);
            },
        }).finally(() => (this.#queued = null));
        this.#schedule();
    }

    /** The page is being closed: what waits for its undo time goes now, and is known as the same post ever after. */
    flushOnLeaving(): void {
        const last: Fetch = (input, init) => this.#fetch(input, { ...init, keepalive: true });
        const now = Date.now();
        const leaving = this.#pending.filter((row) => isHeldBack(row) && row.nextAt > now);
        for (const row of leaving) void perform(last, row).catch(() => {});
        const ids = new Set(leaving.map(({ id }) => id));
        if (ids.size === 0) return;
        // The page may come back from where browsers keep pages: then it is sent, and can be taken back no more.
        void this.#apply((rows) => {
            const put = rows
                .filter((row) => ids.has(row.id))
                .map((row): OutboxRow => ({ ...row, state: 'sending', uncertain: true, nextAt: now }));
            return { put, remove: [], result: null };
        }).catch(() => {});
    }

    #checkRoom(media: readonly MediaAttachment[], posts: number): void {
        if (this.#posts.length + posts > MAX_POSTS) throw new OutboxFull(m.outbox_full());
        const waiting = [...this.#pending.flatMap((row) => mediaOf(row)), ...media];
        const bytes = uploads.of(waiting).reduce((sum, { file }) => sum + file.size, 0);
        if (bytes > MAX_BYTES) throw new OutboxFull(m.outbox_full_files({ size: formatBytes(MAX_BYTES) }));
    }

    async #hurryThose(which: (row: OutboxRow) => boolean): Promise<void> {
        await this.#apply((rows) => hurried(rows, which, Date.now()));
        await this.flush();
    }

    /** Does a step on the device, and shows and tells what came of it. */
    async #apply<T>(step: (rows: OutboxRow[]) => Step<T>): Promise<T> {
        const { changes, result } = await apply(database(), step);
        this.#tell(changes);
        return result;
    }

    #tell(changes: readonly RowChange[]): void {
        if (changes.length === 0) return;
        this.#take(changes);
        this.#channel?.postMessage({ changes } satisfies OutboxNews);
    }

    /** Another tab or the service worker did something. */
    async #hear(news: OutboxNews): Promise<void> {
        if ('changes' in news) {
            for (const { row } of news.changes) if (row?.result) await entities.absorb([row.result]);
            this.#take(news.changes);
        } else await this.#settled(news.answer.outcome);
    }

    /** Takes in what the server answered. */
    async #settled(outcome: Outcome): Promise<void> {
        if ('status' in outcome) await entities.absorb([outcome.status]);
        else if ('relationship' in outcome) await entities.absorbRelationships([outcome.relationship]);
        else if ('poll' in outcome) await entities.absorbPoll(outcome.of, outcome.poll);
        else if ('deleted' in outcome) {
            await entities.forget(outcome.deleted);
            // What was deleted to be written anew shows its media from other addresses.
            composer.renew(outcome.media);
        }
        for (const listener of this.#onSettled) listener(outcome);
    }

    #take(changes: readonly RowChange[]): void {
        const known = new Map(this.#rows.map((row) => [row.id, row]));
        const posted = changes.flatMap(({ id, row }) =>
            row?.state === 'sent' && known.get(id)?.state !== 'sent' ? [row] : [],
        );
        const refused = changes.flatMap(({ row }) =>
            row?.state === 'failed' && row.type !== 'post' ? [row] : [],
        );
        for (const { id, row } of changes) {
            if (row) known.set(id, row);
            else known.delete(id);
        }
        for (const { id } of refused) known.delete(id);
        this.#setRows([...known.values()]);
        for (const row of posted) for (const listener of this.#onPosted) listener(row);
        for (const row of refused) this.#refused(row);
    }

    /** The server will not have it: back to how it was, and the person is told. */
    #refused(row: OutboxRow): void {
        this.#setRows(this.#rows.filter(({ id }) => id !== row.id));
        void database()
            .write([{ store: 'outbox', delete: row.id }])
            .catch(() => {});
        const { type, target, payload } = row;
        const again = () => void this.enqueue({ type, target, payload } as Operation);
        toasts.error(refusal(row), { label: m.retry(), run: again });
    }

    #setRows(rows: readonly OutboxRow[]): void {
        this.#now = Date.now();
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

    #schedule(): void {
        if (this.#timer) clearTimeout(this.#timer);
        this.#timer = null;
        const now = Date.now();
        const due = nextDue(this.#rows, now);
        if (due === null && this.#pending.length === 0) return;
        const wait = Math.min((due ?? now + AT_LEAST_EVERY) - now, AT_LEAST_EVERY);
        this.#timer = setTimeout(() => {
            this.#now = Date.now();
            if (connectivity.offline) this.#schedule();
            else void this.flush();
        }, wait);
    }
}

function withStep(rows: readonly OutboxRow[], { put, remove }: Step<unknown>): OutboxRow[] {
    const gone = new Set([...remove, ...put.map(({ id }) => id)]);
    return [...rows.filter(({ id }) => !gone.has(id)), ...put];
}

export const outbox = new OutboxStore();
