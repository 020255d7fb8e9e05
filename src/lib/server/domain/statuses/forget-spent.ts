import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** Clients repeat a request for an hour at most; the margin is for clocks and waiting. */
const KEYS_HOURS = 2;
/** A deletion overtakes its post by minutes, on a server that was away by weeks. */
const TOMBSTONE_DAYS = 90;

/** Forgets Idempotency-Keys that nobody sends again. */
export async function forgetIdempotencyKeys(db: Database): Promise<void> {
    await db.execute(
        sql`delete from idempotency_keys where created_at < now() - make_interval(hours => ${KEYS_HOURS})`,
    );
}

/** Forgets deletions of what can no longer arrive. */
export async function forgetTombstones(db: Database): Promise<void> {
    await db.execute(
        sql`delete from tombstones where created_at < now() - make_interval(days => ${TOMBSTONE_DAYS})`,
    );
}
