import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { SignatureForm } from '../../activitypub/http-signature';
import type { Database } from '../../db';
import { deliveries, instances } from '../../db/schema';
import { log } from '../../log';

const FIRST_PAUSE_S = 15;
/** A host that was well lately is asked often enough to get everything within minutes of its return … */
const LONGEST_PAUSE_S = 300;
/** … and one that has been ill for hours is left alone for longer. */
const PAUSE_WHEN_LONG_ILL_S = 3_600;
const LONG_ILL_AFTER = 6 * 3_600_000;
/** After so long without an answer a host is given up, until something comes from it. */
const PARKED_AFTER = 7 * 86_400_000;

/** What is known of a host while it is being sent to. */
export interface HostHealth {
    /** Failures in a row; a host with any gets one delivery at a time. */
    failures: number;
    /** When the last of them was counted. */
    failedAt: number;
    signatureForm: SignatureForm;
}

const known = new LRUCache<string, HostHealth>({ max: 20_000, ttl: 60_000 });

/** How a host answered lately, and how it wants to be signed to. */
export async function hostHealth(db: Database, host: string): Promise<HostHealth> {
    const cached = known.get(host);
    if (cached) return cached;
    const [row] = await db.select().from(instances).where(eq(instances.domain, host));
    const health: HostHealth = {
        failures: row?.failures ?? 0,
        failedAt: 0,
        signatureForm: row?.signatureForm ?? 'draft-cavage',
    };
    known.set(host, health);
    return health;
}

/** Writes down that a host took what it was sent, where that is news; what waited for it is due now. */
export async function recordSuccess(db: Database, host: string, form: SignatureForm): Promise<void> {
    const health = known.get(host);
    if (health && health.failures === 0 && health.signatureForm === form) return;
    known.set(host, { failures: 0, failedAt: 0, signatureForm: form });
    const news = { signatureForm: form, failures: 0, failingSince: null, retryAfter: null, parkedAt: null };
    await db
        .insert(instances)
        .values({ domain: host, signatureForm: form, lastSuccessAt: new Date() })
        .onConflictDoUpdate({ target: instances.domain, set: { ...news, lastSuccessAt: new Date() } });
    if (health?.failures !== 0) await release(db, host);
}

/**
 * Writes down that a host could not be sent to: everything owed to it waits, for as long as it said, or for a pause
 * that doubles. What was under way together fails together and counts once. After a week the host is given up.
 */
export async function recordFailure(
    db: Database,
    host: string,
    { startedAt, wantedPause }: { startedAt: number; wantedPause: number | undefined },
): Promise<void> {
    const health = await hostHealth(db, host);
    if (startedAt < health.failedAt) return;
    known.set(host, { ...health, failures: health.failures + 1, failedAt: Date.now() });
    const [row] = await db
        .insert(instances)
        .values({ domain: host, failures: 1, failingSince: new Date() })
        .onConflictDoUpdate({
            target: instances.domain,
            set: {
                failures: sql`${instances.failures} + 1`,
                failingSince: sql`coalesce(${instances.failingSince}, now())`,
            },
        })
        .returning();
    if (!row) return;
    const illFor = Date.now() - (row.failingSince?.getTime() ?? Date.now());
    if (illFor > PARKED_AFTER) return park(db, host);
    const longest = illFor > LONG_ILL_AFTER ? PAUSE_WHEN_LONG_ILL_S : LONGEST_PAUSE_S;
    await holdHost(db, host, wantedPause ?? Math.min(FIRST_PAUSE_S * 2 ** (row.failures - 1), longest));
}

/** Puts off everything owed to a host in one statement, so that what waits is not even looked at meanwhile. */
export async function holdHost(db: Database, host: string, seconds: number): Promise<void> {
    const until = sql`now() + make_interval(secs => ${seconds})`;
    await db.update(instances).set({ retryAfter: until }).where(eq(instances.domain, host));
    await db.execute(sql`update deliveries set due_at = ${until} where host = ${host} and due_at < ${until}`);
}

async function release(db: Database, host: string): Promise<void> {
    await db.update(deliveries).set({ dueAt: new Date() }).where(eq(deliveries.host, host));
}

async function park(db: Database, host: string): Promise<void> {
    log.warn({ host }, 'a server has not answered for a week and is given up');
    await db.update(instances).set({ parkedAt: new Date() }).where(eq(instances.domain, host));
    await db.delete(deliveries).where(eq(deliveries.host, host));
}

/** Something came from a host: it is alive, and what is owed to it is due. Costs nothing for healthy hosts. */
export function reviveHost(db: Database, host: string): void {
    if (known.get(host)?.failures === 0) return;
    revive(db, host).catch((error: unknown) =>
        log.error({ err: error, host }, 'a server could not be revived'),
    );
}

async function revive(db: Database, host: string): Promise<void> {
    const { failures, signatureForm } = await hostHealth(db, host);
    if (failures === 0) return;
    known.set(host, { failures: 0, failedAt: 0, signatureForm });
    await db
        .update(instances)
        .set({ failures: 0, failingSince: null, retryAfter: null, parkedAt: null, lastSeenAt: new Date() })
        .where(eq(instances.domain, host));
    await release(db, host);
}
