import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { askNodeinfo } from '../../activitypub/nodeinfo';
import { OutboundError } from '../../activitypub/outbound-error';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database, Transaction } from '../../db';
import { instances } from '../../db/schema';
import { enqueue, type JobKind } from '../../jobs';
import { log } from '../../log';
import { admitHost } from './admit-host';

/** The queue of servers that are asked what they run. */
export const INTRODUCTIONS = 'introductions';

interface Introduction {
    domain: string;
}

/** What a server runs is asked again after so long. */
const AGAIN_AFTER = sql`interval '7 days'`;
/** It can wait until the first exchange with a new server is over. */
const NOT_BEFORE_MS = 60_000;
const HOUR = 3_600_000;

/** Servers of which something came within the hour, which is as exact as anybody wants to know. */
const seen = new LRUCache<string, true>({ max: 20_000, ttl: HOUR });

/** Writes down that somebody of this server was met; it is asked what it runs, at first and then once a week. */
export async function meetNeighbour(tx: Transaction, domain: string): Promise<void> {
    const due = await tx.execute(sql`
        insert into instances (domain, nodeinfo_fetched_at) values (${domain}, now())
        on conflict (domain) do update set nodeinfo_fetched_at = now()
            where coalesce(instances.nodeinfo_fetched_at, '-infinity') < now() - ${AGAIN_AFTER}
        returning domain`);
    if (due.length === 0) return;
    const startAfter = new Date(Date.now() + NOT_BEFORE_MS);
    await enqueue(tx, INTRODUCTIONS, [{ domain } satisfies Introduction], { startAfter });
}

/** Asks one server. What it does not tell stays as it is known. */
export const introductionJob: JobKind<Introduction> = {
    batch: 4,
    retries: 1,
    retryDelay: 3_600,
    async run(db, { domain }) {
        try {
            const facts = await askNodeinfo(domain, (target) => admitHost(db, target));
            if (facts) await db.update(instances).set(facts).where(eq(instances.domain, domain));
        } catch (error) {
            if (!(error instanceof DocumentRefused || error instanceof OutboundError)) throw error;
            log.debug({ domain, reason: error.reason }, 'A server does not tell what it runs');
        }
    },
};

/** Writes down that something came from a server: once an hour. */
export function noteSeen(db: Database, host: string): void {
    if (seen.has(host)) return;
    seen.set(host, true);
    db.update(instances)
        .set({ lastSeenAt: new Date() })
        .where(eq(instances.domain, host))
        .catch((error: unknown) =>
            log.error({ err: error, host }, 'It was not noted that a server was seen'),
        );
}
