import type { Status } from '$lib/mastodon-api/entities';
import type { StreamEvent } from '$lib/mastodon-api/streaming';
import { ApiError } from '../api/errors';
import type { Fetch } from '../api/request';
import { getContext, getStatus } from '../api/statuses';
import { database } from '../database/open';
import { writeQuietly } from '../database/write-quietly';
import { live, type LiveConnection } from '../streaming/connection';
import { entities, type Entities } from './entities.svelte';
import { ThreadCheck } from './thread-check.svelte';
import type { TimelineState } from './timeline.svelte';

/** A status with what it replies to and what replies to it: from the device at once, then refreshed. */
export class ThreadStore {
    readonly id: string;
    /** How much of it is here. */
    readonly completeness: ThreadCheck;
    readonly #fetch: Fetch;
    readonly #entities: Entities;
    readonly #live: LiveConnection;
    #ancestors: readonly string[] = $state.raw([]);
    #descendants: readonly string[] = $state.raw([]);
    #state: TimelineState = $state('loading');
    #error: Error | null = $state.raw(null);
    #refresh: Promise<void> | null = null;

    readonly #focused = $derived.by(() => this.#entities.status(this.id));
    readonly #above: Status[] = $derived.by(() => this.#present(this.#ancestors));
    readonly #below: Status[] = $derived.by(() => this.#present(this.#descendants));

    constructor(id: string, parts: { fetch?: Fetch; entities?: Entities; live?: LiveConnection } = {}) {
        this.id = id;
        this.#fetch = parts.fetch ?? ((...request) => globalThis.fetch(...request));
        this.#entities = parts.entities ?? entities;
        this.#live = parts.live ?? live;
        this.completeness = new ThreadCheck(id, { fetch: this.#fetch, onEnd: () => this.refresh() });
    }

    get state(): TimelineState {
        return this.#state;
    }

    get error(): Error | null {
        return this.#error;
    }

    get focused(): Status | undefined {
        return this.#focused;
    }

    /** Oldest first. */
    get ancestors(): readonly Status[] {
        return this.#above;
    }

    /** Depth first. */
    get descendants(): readonly Status[] {
        return this.#below;
    }

    /** Shows what the device keeps of the thread, then asks for the rest. */
    async open(): Promise<void> {
        const stored = await database().get('threads', this.id);
        const known = [this.id, ...(stored?.ancestors ?? []), ...(stored?.descendants ?? [])];
        const present = await this.#entities.load(known);
        if (stored) {
            this.#ancestors = stored.ancestors;
            this.#descendants = stored.descendants;
            void writeQuietly([{ store: 'threads', put: { ...stored, usedAt: Date.now() } }]);
        }
        if (present.has(this.id)) this.#state = 'ready';
        await this.refresh();
    }

    /** Hears of answers, edits and deletions, and has answers looked for, while the thread is open; answers how to stop. */
    listen(): () => void {
        const stopWatching = this.completeness.watch();
        const leave = this.#live.join(`thread:${this.id}`, {
            onEvent: (event) => void this.#apply(event),
            // What came while nobody listened is in the next answer of the server.
            onJoined: (complete) => void (complete || this.refresh()),
        });
        return () => {
            stopWatching();
            leave();
        };
    }

    /** Asks the server for the thread; two who ask at once share an answer. */
    refresh(): Promise<void> {
        this.#refresh ??= this.#ask().finally(() => (this.#refresh = null));
        return this.#refresh;
    }

    async #ask(): Promise<void> {
        try {
            const [status, context] = await Promise.all([
                getStatus(this.#fetch, this.id),
                getContext(this.#fetch, this.id),
            ]);
            await this.#entities.absorb([...context.ancestors, status, ...context.descendants]);
            this.#ancestors = context.ancestors.map(({ id }) => id);
            this.#descendants = context.descendants.map(({ id }) => id);
            this.#state = 'ready';
            this.#error = null;
            this.completeness.take(context.answers);
            await this.#save();
        } catch (error) {
            this.#error = error instanceof Error ? error : new Error(String(error));
            const gone = error instanceof ApiError && (error.status === 404 || error.status === 410);
            if (gone) await this.#entities.forget(this.id);
            if (gone || !this.#focused) this.#state = error instanceof ApiError ? 'error' : 'offline';
        }
    }

    /** A new reply joins the thread at once, below what it replies to. */
    addReply(status: Status): void {
        const parent = status.in_reply_to_id;
        if (!parent || this.#descendants.includes(status.id)) return;
        const at = parent === this.id ? this.#descendants.length : this.#descendants.indexOf(parent) + 1;
        if (parent !== this.id && at === 0) return;
        this.#descendants = this.#descendants.toSpliced(at, 0, status.id);
        void this.#save();
    }

    async #apply(event: StreamEvent): Promise<void> {
        switch (event.event) {
            case 'update':
                await this.#entities.absorb([event.payload]);
                return this.addReply(event.payload);
            case 'status.update':
                return this.#entities.absorb([event.payload]);
            case 'delete':
                return this.#entities.forget(event.payload);
        }
    }

    #present(ids: readonly string[]): Status[] {
        return ids.flatMap((id) => this.#entities.status(id) ?? []);
    }

    async #save(): Promise<void> {
        const now = Date.now();
        const { id } = this;
        const [ancestors, descendants] = [[...this.#ancestors], [...this.#descendants]];
        await writeQuietly([
            { store: 'threads', put: { id, ancestors, descendants, fetchedAt: now, usedAt: now } },
        ]);
    }
}
