import { LRUCache } from 'lru-cache';

const MINUTE = 60_000;

/** How much may be asked of one domain within a minute. Names below a domain cost nothing, so they count together. */
export class FetchAllowance {
    readonly #perMinute: number;
    readonly #spent = new LRUCache<string, { count: number }>({ max: 20_000, ttl: MINUTE });

    constructor(perMinute: number) {
        this.#perMinute = perMinute;
    }

    /** Counts one more question to a host; false where it is one too many. */
    spend(host: string): boolean {
        // Hosts that are addresses have no domain; their last parts do as well.
        const domain = host.split('.').slice(-2).join('.');
        const spent = this.#spent.get(domain) ?? { count: 0 };
        if (spent.count === 0) this.#spent.set(domain, spent);
        return ++spent.count <= this.#perMinute;
    }
}
