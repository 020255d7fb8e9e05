import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { FetchAllowance } from '../../activitypub/fetch-allowance';
import { DocumentRefused } from '../../activitypub/untrusted';
import { prepared, type Database } from '../../db';

/** Hosts below one domain that are met for the first time within a minute: names cost their owner nothing. */
const NEW_HOSTS_A_MINUTE = 10;
const newcomers = new FetchAllowance(NEW_HOSTS_A_MINUTE);
/** Hosts that were let through within the last minute, so that each is counted once. */
const met = new LRUCache<string, true>({ max: 20_000, ttl: 60_000 });

/**
 * Lets a question to another server through, unless the community refuses its domain, or its domain has shown too many
 * new hosts within a minute.
 * @throws DocumentRefused `suspended`, or `unavailable` for now.
 */
export async function admitHost(db: Database, { host }: URL): Promise<void> {
    const [known] = await standingOf(db, { host });
    if (known?.isRefused) throw new DocumentRefused('suspended');
    if (known?.isKnown || met.has(host)) return;
    if (!newcomers.spend(host)) throw new DocumentRefused('unavailable');
    met.set(host, true);
}

const standingOf = prepared<{ isRefused: boolean; isKnown: boolean }, { host: string }>((parameter) => {
    const host = parameter('host', 'text');
    return sql`select is_refused_domain(${host}) as "isRefused",
        exists (select 1 from instances where domain = ${host}) as "isKnown"`;
});
