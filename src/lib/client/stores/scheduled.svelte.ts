import type { ScheduledStatus } from '$lib/mastodon-api/entities';
import type { Fetch } from '../api/request';
import { getScheduled, rescheduleStatus } from '../api/scheduled';
import type { Outcome } from '../outbox/perform';
import { outbox } from './outbox.svelte';

/** The posts that the server keeps until their time, the next one first. */
export class ScheduledStore {
    #items: readonly ScheduledStatus[] = $state.raw([]);
    #state: 'loading' | 'ready' | 'failed' = $state('loading');

    readonly #shown = $derived.by(() => {
        const leaving = new Set(
            outbox.pending.flatMap((row) => (row.type === 'unschedule' ? [row.target] : [])),
        );
        return this.#items.filter(({ id }) => !leaving.has(id));
    });

    /** Without those that are being cancelled. */
    get items(): readonly ScheduledStatus[] {
        return this.#shown;
    }

    get state(): 'loading' | 'ready' | 'failed' {
        return this.#state;
    }

    /** Asks for all of them; what is known stays when the server cannot be reached. */
    async load(fetch: Fetch = globalThis.fetch): Promise<void> {
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

    /** Gives one another time; rejects when the server refuses. */
    async reschedule(id: string, scheduledAt: string, fetch: Fetch = globalThis.fetch): Promise<void> {
        this.#put(await rescheduleStatus(fetch, id, scheduledAt));
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
        this.#items = items.toSorted((a, b) => Date.parse(a.scheduled_at) - Date.parse(b.scheduled_at));
    }
}

export const scheduled = new ScheduledStore();
