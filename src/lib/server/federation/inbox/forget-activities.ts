import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** How long an activity is remembered so that a repeat has no effect; other servers try for about a week. */
const REMEMBERED_DAYS = 14;
/** What failed at every try waits this long for an operator. */
const DEAD_KEPT_DAYS = 90;
const BATCH = 5_000;

/** Forgets activities that were worked on, or refused, long ago. In batches. Returns how many there were. */
export async function forgetActivities(db: Database): Promise<number> {
    let forgotten = 0;
    for (;;) {
        const { count } = await db.execute(sql`
            delete from inbound_activities where id in (
                select id from inbound_activities
                where received_at < now() - make_interval(days => ${REMEMBERED_DAYS})
                    and (state in ('done', 'refused')
                        or state = 'dead' and received_at < now() - make_interval(days => ${DEAD_KEPT_DAYS}))
                order by received_at limit ${BATCH} for update skip locked)`);
        forgotten += count;
        if (count < BATCH) return forgotten;
    }
}
