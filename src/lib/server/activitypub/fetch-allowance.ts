import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';
import { getDomain } from 'tldts';
import { config } from '../config';

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
        const domain = registrableDomain(host);
        const spent = this.#spent.get(domain) ?? { count: 0 };
        if (spent.count === 0) this.#spent.set(domain, spent);
        return ++spent.count <= this.#perMinute;
    }
}

/**
 * What somebody had to register to have `host`: the name below a public suffix, such as `a.co.uk` of `x.a.co.uk`. A name
 * without one stands for itself, and so does an address; on networks of the operator's own each port is a server.
 */
export function registrableDomain(host: string): string {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    if (isIP(name.replace(/^\[|\]$/g, ''))) return config().outboundAllow.length > 0 ? host : name;
    return getDomain(name, { allowPrivateDomains: true }) ?? name;
}
