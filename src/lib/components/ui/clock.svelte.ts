import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 30_000;

/** The time, as a signal that ticks every 30 s while something on screen reads it. */
class Clock {
    readonly #subscribe = createSubscriber((update) => {
        const timer = setInterval(update, TICK_MS);
        return () => clearInterval(timer);
    });

    /** Milliseconds since 1970. */
    get now(): number {
        this.#subscribe();
        return Date.now();
    }
}

export const clock = new Clock();
