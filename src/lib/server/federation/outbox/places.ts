import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Quick deliveries that may be in hand, under way or waiting for a place. */
const IN_HAND = 192;
/** Of these may be under way … while this process is not busy, and when it is. */
const [MOST, FEWEST] = [IN_HAND, 16];
/** A busy process has this share of its time taken; requests of members would wait behind what is under way. */
const BUSY = 0.75;
/** A delivery without an answer for so long is a slow one: its host, not this server, holds it up. */
const SLOW_AFTER = 1_000;
/** Slow ones cost little but memory, and must not take the places of the quick. */
const SLOW = 1_024;

/**
 * How many deliveries may be under way. Slow ones make place for quick ones; and the busier the process, the fewer quick
 * ones there are: to hosts that answer at once as much goes out all the same, and whoever asks something meanwhile waits
 * for few of them.
 */
export class Places {
    /** When each began, the oldest first. */
    readonly #quick = new Map<object, number>();
    readonly #slow = new Set<object>();
    #most = FEWEST * 4;
    #seen: EventLoopUtilization = performance.eventLoopUtilization();

    take(holder: object): void {
        this.#quick.set(holder, Date.now());
    }

    free(holder: object): void {
        this.#quick.delete(holder);
        this.#slow.delete(holder);
    }

    get taken(): number {
        return this.#quick.size + this.#slow.size;
    }

    /** How many more may be taken in hand. */
    get spare(): number {
        this.#setSlowApart();
        return IN_HAND - this.#quick.size;
    }

    /** How many more may begin now. */
    get room(): number {
        this.#setSlowApart();
        return this.#most - this.#quick.size;
    }

    /** Looks how busy the process was since the last time. */
    adapt(): void {
        const now = performance.eventLoopUtilization();
        const { utilization } = performance.eventLoopUtilization(now, this.#seen);
        this.#seen = now;
        this.#most =
            utilization > BUSY
                ? Math.max(FEWEST, Math.floor(this.#most * 0.8))
                : Math.min(MOST, this.#most + FEWEST);
    }

    #setSlowApart(): void {
        const began = Date.now() - SLOW_AFTER;
        for (const [holder, since] of this.#quick) {
            if (since > began || this.#slow.size >= SLOW) return;
            this.#quick.delete(holder);
            this.#slow.add(holder);
        }
    }
}
