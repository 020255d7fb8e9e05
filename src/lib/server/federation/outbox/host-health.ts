import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { SignatureForm } from '../../activitypub/http-signature';
import type { Database } from '../../db';
import { deliveries, deliveryLanes, instances } from '../../db/schema';
import { DELIVERIES_CHANNEL } from '../../domain/neighbours';
import { log } from '../../log';
import { buryDeliveriesTo } from './bury';

/** So many failures in a row, and a host is left alone but for one question at a time. */
export const FAILURES_UNTIL_HELD = 5;
const FIRST_PAUSE_S = 15;
/** A host that was well lately is asked often enough to get everything within minutes of its return … */
const LONGEST_PAUSE_S = 300;
/** … and one that has been ill for hours is left alone for longer. */
const PAUSE_WHEN_LONG_ILL_S = 3_600;
const LONG_ILL_AFTER = 6 * 3_600_000;
/** After so long without an answer a host is given up, until something comes from it. */
const PARKED_AFTER = 7 * 86_400_000;
/** So much later than at the earliest, by chance, that hosts that fell together are not asked together. */
const JITTER = 0.1;

/** Hosts known to be well, so that what comes from them costs nothing. */
const well = new LRUCache<string, true>({ max: 20_000, ttl: 60_000 });

/** Writes down that these hosts take what they are sent. What failed with those that were ill is due now. */
export async function recordSuccess(
    db: Database,
    hosts: { host: string; form: SignatureForm; wasIll: boolean }[],
): Promise<void> {
    await db.$client`
        insert into instances (domain, signature_form, last_success_at)
        select host, form, now() from unnest(${hosts.map(({ host }) => host)}::text[],
            ${hosts.map(({ form }) => form)}::text[]) as well (host, form)
        order by host
        on conflict (domain) do update set signature_form = excluded.signature_form, last_success_at = now(),
            failures = 0, failing_since = null, retry_after = null, parked_at = null`;
    const returned = hosts.filter(({ wasIll }) => wasIll).map(({ host }) => host);
    if (returned.length > 0)
        await db.$client`
            update deliveries set due_at = now()
            where host = any(${returned}) and last_error is not null and due_at > now()`;
}

/** A host that could not be sent to, so often in a row. */
export interface FailingHost {
    host: string;
    failures: number;
    /** Seconds for which it asked to be left alone. */
    wantedPause: number | undefined;
}

/**
 * Writes down that hosts could not be sent to, and returns for how many seconds each is spared. What failed waits for that
 * long; after five failures in a row, or where the host asked for it, everything owed to it does, and the pause doubles
 * from a quarter of a minute. After a week a host is given up.
 */
export async function recordFailures(db: Database, hosts: FailingHost[]): Promise<Map<string, number>> {
    const rows = await db.$client<{ host: string; illFor: number }[]>`
        insert into instances (domain, failures, failing_since)
        select host, failures, now() from unnest(${hosts.map(({ host }) => host)}::text[],
            ${hosts.map(({ failures }) => failures)}::int[]) as failing (host, failures)
        order by host
        on conflict (domain) do update set failures = excluded.failures,
            failing_since = coalesce(instances.failing_since, now())
        returning domain as host, extract(epoch from now() - failing_since)::float8 * 1000 as "illFor"`;
    const illFor = new Map(rows.map((row) => [row.host, row.illFor]));
    const pauses = new Map<string, number>();
    for (const { host, failures, wantedPause } of hosts) {
        well.delete(host);
        if ((illFor.get(host) ?? 0) > PARKED_AFTER) await park(db, host);
        pauses.set(host, pauseOfHost(failures, illFor.get(host) ?? 0, wantedPause));
    }
    const held = hosts.filter(
        ({ failures, wantedPause }) => wantedPause !== undefined || failures >= FAILURES_UNTIL_HELD,
    );
    if (held.length > 0)
        await db.$client`
            with held as (
                select instances.domain, pause.seconds from unnest(${held.map(({ host }) => host)}::text[],
                    ${held.map(({ host }) => pauses.get(host) ?? 0)}::float8[]) as pause (host, seconds)
                join instances on instances.domain = pause.host order by instances.domain for update of instances
            )
            update instances set retry_after = now() + make_interval(secs => held.seconds)
            from held where instances.domain = held.domain`;
    return pauses;
}

/** Seconds for which a host is left alone that failed so often in a row, for so many milliseconds. */
export function pauseOfHost(
    failures: number,
    illFor: number,
    wanted: number | undefined,
    random = Math.random(),
): number {
    const longest = illFor > LONG_ILL_AFTER ? PAUSE_WHEN_LONG_ILL_S : LONGEST_PAUSE_S;
    const doublings = Math.max(0, failures - FAILURES_UNTIL_HELD);
    return (wanted ?? Math.min(FIRST_PAUSE_S * 2 ** doublings, longest)) * (1 + JITTER * random);
}

async function park(db: Database, host: string): Promise<void> {
    log.warn({ host }, 'a server has not answered for a week and is given up');
    await db.update(instances).set({ parkedAt: new Date() }).where(eq(instances.domain, host));
    await db.delete(deliveryLanes).where(eq(deliveryLanes.host, host));
    await buryDeliveriesTo(db, host, 'the server was given up');
}

/** Something came from a host: it is alive, and what is owed to it is due. Costs nothing for healthy hosts. */
export function reviveHost(db: Database, host: string): void {
    if (well.has(host)) return;
    well.set(host, true);
    revive(db, host).catch((error: unknown) => {
        well.delete(host);
        log.error({ err: error, host }, 'a server could not be revived');
    });
}

async function revive(db: Database, host: string): Promise<void> {
    const { count } = await db.$client`
        update instances set failures = 0, failing_since = null, retry_after = null, parked_at = null, last_seen_at = now()
        where domain = ${host} and (failures > 0 or parked_at is not null)`;
    if (count === 0) return;
    const isThere = eq(deliveries.host, host);
    await db.update(deliveries).set({ dueAt: new Date() }).where(isThere);
    await db.update(deliveryLanes).set({ dueAt: new Date() }).where(eq(deliveryLanes.host, host));
    await db.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
}
