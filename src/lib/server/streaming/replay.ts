import { setTimeout as pause } from 'node:timers/promises';
import type { Listeners, Subscription } from './listeners';
import { presentEvent, type EventSources } from './present-event';
import type { KeptEvent } from './room-seq';

/** Bytes in waiting at which a reader is given time, well below what would end their connection. */
const ENOUGH_QUEUED = 250_000;
const BREATH_MS = 20;
/** Breaths until a reader who takes nothing is given up. */
const MOST_BREATHS = 1_500;

/** Tells a listener what came while they were away. */
export class Replay {
    readonly #sources: EventSources;
    readonly #listeners: Listeners;

    constructor(sources: EventSources, listeners: Listeners) {
        this.#sources = sources;
        this.#listeners = listeners;
    }

    /** Sends `missed` in order, as it looks by now: each event is presented for this listener, and asked of them anew. */
    async tell(subscription: Subscription, missed: KeptEvent[]): Promise<void> {
        const { listener, room, stream, admits } = subscription;
        for (const { seq, event, subjectId } of missed) {
            if (!admits(event)) continue;
            const presented = await presentEvent(this.#sources, event, subjectId, [listener.viewer]);
            for (let breaths = 0; listener.queuedBytes() > ENOUGH_QUEUED; breaths++) {
                if (breaths === MOST_BREATHS) return listener.close('too slow');
                await pause(BREATH_MS);
            }
            if (!this.#listeners.hears(subscription)) return;
            const text = presented.textFor(listener.viewer, room.name);
            if (text) listener.send(stream, [{ seq, text }]);
        }
    }
}
