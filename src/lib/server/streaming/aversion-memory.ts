import type { Database } from '../db';
import { AVERSIONS_CHANGED, findAversions, type Aversions } from '../domain/relationships';

/** Members remembered at most; beyond it all are asked for again. */
const MOST = 20_000;

/**
 * What the listeners of this process do not want to hear, from memory: asked for when somebody's first event comes,
 * forgotten the moment it changes. The change is told in the order of commits, before any event that came after it.
 */
export class AversionMemory {
    readonly #db: Database;
    readonly #known = new Map<string, Entry>();
    #subscriptions: { unlisten(): Promise<void> }[] = [];

    constructor(db: Database) {
        this.#db = db;
    }

    async start(): Promise<void> {
        this.#subscriptions = await Promise.all(
            AVERSIONS_CHANGED.map((channel) =>
                this.#db.$client.listen(
                    channel,
                    (accountId) => this.#known.delete(accountId),
                    // What changed while the connection was lost was not told.
                    () => this.#known.clear(),
                ),
            ),
        );
    }

    async stop(): Promise<void> {
        for (const subscription of this.#subscriptions) await subscription.unlisten().catch(() => undefined);
    }

    /** The aversions of these members. Who is none, or no longer one, is left out. */
    async of(accountIds: readonly string[]): Promise<Map<string, Aversions>> {
        if (this.#known.size > MOST) this.#known.clear();
        const unknown = accountIds.filter((id) => !this.#known.has(id));
        if (unknown.length > 0) this.#ask(unknown);
        // Taken before anything is awaited, since what changes meanwhile is forgotten.
        const entries = accountIds.map((id) => [id, this.#known.get(id)] as const);
        const found = new Map<string, Aversions>();
        for (const [id, entry] of entries) {
            const aversions = entry instanceof Promise ? (await entry).get(id) : entry;
            if (aversions) found.set(id, aversions);
        }
        return found;
    }

    /** An answer is kept only where its question still stands: a change told in the meantime takes it away. */
    #ask(accountIds: string[]): void {
        const asked = findAversions(this.#db, accountIds);
        for (const id of accountIds) this.#known.set(id, asked);
        const settle = (found?: Map<string, Aversions>) => {
            for (const id of accountIds) {
                if (this.#known.get(id) !== asked) continue;
                const aversions = found?.get(id);
                if (aversions) this.#known.set(id, aversions);
                else this.#known.delete(id);
            }
        };
        asked.then(settle, () => settle());
    }
}

/** What is known, or the question that was asked. */
type Entry = Aversions | Promise<Map<string, Aversions>>;
