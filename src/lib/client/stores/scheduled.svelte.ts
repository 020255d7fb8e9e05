import type { ScheduledStatus } from '$lib/mastodon-api/entities';
import type { Fetch } from '../api/request';
import { getScheduled } from '../api/scheduled';
import { database } from '../database/open';
import { writeQuietly } from '../database/write-quietly';
import type { Outcome } from '../outbox/perform';
import { outbox } from './outbox.svelte';

/** Under which `meta` keeps them, for reading without a network. */
const KEPT = 'scheduled';

/** The posts that the server keeps until their time, the next one first. */
export class ScheduledStore {
    #items: readonly ScheduledStatus[] = $state.raw([]);
    #state: 'loading' | 'ready' | 'failed' = $state('loading');

    readonly #shown = $derived.by(() => {
        const leaving = new Set<string>();
        const moved = new Map<string, string>();
        for (const row of outbox.pending) {
            if (row.type === 'unschedule') leaving.add(row.target);
            if (row.type === 'reschedule') moved.set(row.target, row.payload.scheduledAt);
        }
        return inOrder(
            this.#items
                .filter(({ id }) => !leaving.has(id))
                .map((item) => ({ ...item, scheduled_at: moved.get(item.id) ?? item.scheduled_at })),
        );
    });

    /** Without those that are being cancelled, at the times that were chosen last. */
    get items(): readonly ScheduledStatus[] {
        return this.#shown;
    }

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    /** Asks for all of them; what the device knows is shown meanwhile, and where the server cannot be reached. */
    async load(fetch: Fetch = globalThis.fetch): Promise<void> {
        if (this.#state === 'loading') await this.#recall().catch(() => {});
        try {
            const found: ScheduledStatus[] = [];
            let page = await getScheduled(fetch);
            found.push(...page.items);
            while (page.next && page.items.length > 0) {
                page = await getScheduled(fetch, page.next);
                found.push(...page.items);
            }
            this.#keep(found);
            this.#state = 'ready';
        } catch {
            if (this.#state === 'loading') this.#state = 'failed';
        }
    }

    async #recall(): Promise<void> {
        const kept = await database().get('meta', KEPT);
        if (!kept || this.#items.length > 0) return;
        this.#items = kept.value as ScheduledStatus[];
        this.#state = 'ready';
    }

    /** Gives one another time. Shows at once and works offline. */
    async reschedule(id: string, scheduledAt: string): Promise<void> {
        await outbox.enqueue({ type: 'reschedule', target: id, payload: { scheduledAt } });
    }

    /** It is on the list no more: posted, cancelled, or being written anew. */
    forget(id: string): void {
        this.#keep(this.#items.filter((item) => item.id !== id));
    }

    /** Takes in what the server answered to the outbox. */
    hear(outcome: Outcome): void {
        if ('scheduled' in outcome) this.#put(outcome.scheduled);
        else if ('unscheduled' in outcome) this.forget(outcome.unscheduled);
    }

    #put(item: ScheduledStatus): void {
        this.#keep([...this.#items.filter(({ id }) => id !== item.id), item]);
    }

    #keep(items: readonly ScheduledStatus[]): void {
        this.#items = inOrder(items);
        const put = { id: KEPT, value: this.#items };
        void writeQuietly([{ store: 'meta', put }]);
    }
}

function inOrder(items: readonly ScheduledStatus[]): ScheduledStatus[] {
    return items.toSorted((a, b) => Date.parse(a.scheduled_at) - Date.parse(b.scheduled_at));
}

export const scheduled = new ScheduledStore();
