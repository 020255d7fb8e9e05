/** Deliveries that are under way or about to be, quick ones. */
const QUICK = 192;
/** A delivery without an answer for so long is a slow one: its host, not this server, holds it up. */
const SLOW_AFTER = 1_000;
/** Slow ones cost little but memory, and must not take the places of the quick. */
const SLOW = 1_024;

/** How many deliveries may be under way: slow ones make place for quick ones. */
export class Places {
    /** When each began, the oldest first. */
    readonly #quick = new Map<object, number>();
    readonly #slow = new Set<object>();

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

    /** How many more may begin now. */
    get room(): number {
        const began = Date.now() - SLOW_AFTER;
        for (const [holder, since] of this.#quick) {
            if (since > began || this.#slow.size >= SLOW) break;
            this.#quick.delete(holder);
            this.#slow.add(holder);
        }
        return QUICK - this.#quick.size;
    }
}
