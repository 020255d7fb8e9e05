/** Messages a client may send in one period. Joining every stream there is takes a fraction of it. */
const MESSAGES = 100;
const PERIOD_MS = 10_000;

/** Counts what a client sends, since each message may cost queries. */
export class MessageBudget {
    #spent = 0;
    #since = Date.now();

    /** Takes one message; false when there were too many. */
    spend(): boolean {
        const now = Date.now();
        if (now - this.#since >= PERIOD_MS) {
            this.#since = now;
            this.#spent = 0;
        }
        return ++this.#spent <= MESSAGES;
    }
}
