import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** A device that lost the answer to a post and was without a network since sends the post again when it is back. */
const KEYS_DAYS = 7;
/** A deletion overtakes its post by minutes, on a server that was away by weeks. */
const TOMBSTONE_DAYS = 90;

/** Forgets Idempotency-Keys that nobody sends again. */
export async function forgetIdempotencyKeys(db: Database): Promise<void> {
    await db.execute(
        sql`delete from idempotency_keys where created_at < now() - make_interval(days => ${KEYS_DAYS})`,
    );
}

/** Forgets deletions of what can no longer arrive. */
export async function forgetTombstones(db: Database): Promise<void> {
    await db.execute(
        sql`delete from tombstones where created_at < now() - make_interval(days => ${TOMBSTONE_DAYS})`,
    );
}
