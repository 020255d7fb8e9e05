import { sql } from 'drizzle-orm';
import { firstIdAt, type Database } from '../../db';

/** What was told longer ago than this is news no more. */
const KEPT_DAYS = 180;
const BATCH = 5_000;

/**
 * Forgets notifications of half a year ago, and requests that nobody decided on and nobody added to since then. In
 * batches, so that nobody waits for a lock. Returns how many notifications there were.
 */
export async function forgetOldNotifications(db: Database): Promise<number> {
    const before = new Date(Date.now() - KEPT_DAYS * 86_400_000);
    let forgotten = 0;
    for (;;) {
        const { count } = await db.execute(sql`
            delete from notifications where id in (
                select id from notifications where id < ${firstIdAt(before)} order by id limit ${BATCH})`);
        forgotten += count;
        if (count < BATCH) break;
    }
    await db.execute(sql`
        delete from notification_requests where accepted_at is null and updated_at < ${before.toISOString()}`);
    return forgotten;
}
