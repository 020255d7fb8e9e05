import { sql, type SQL } from 'drizzle-orm';
import { firstIdAt, inTransaction, type Database } from '../../db';
import { isOpenUse } from './open-use';

const DAY = 86_400_000;
/** Days of use that are kept; a week of them is shown. */
const KEPT_DAYS = 14;

/**
 * Counts for today and yesterday (UTC) how many public posts used each hashtag and each link, and how many people wrote
 * them. Counted anew from the posts themselves, so that what was deleted counts no longer, and a missed turn costs
 * nothing.
 */
export async function countDays(db: Database, now = new Date()): Promise<void> {
    const since = new Date(Math.floor(now.getTime() / DAY) * DAY - DAY);
    const kinds = [
        { table: sql`hashtag_days`, subject: sql`tag_id`, uses: sql`status_tags` },
        { table: sql`link_days`, subject: sql`card_id`, uses: sql`status_cards` },
    ];
    for (const kind of kinds) await countKind(db, kind, since);
}

function countKind(
    db: Database,
    { table, subject, uses }: { table: SQL; subject: SQL; uses: SQL },
    since: Date,
): Promise<void> {
    const firstDay = since.toISOString().slice(0, 10);
    return inTransaction(db, async (tx) => {
        await tx.execute(sql`
            delete from ${table} where day >= ${firstDay}::date or day < ${firstDay}::date - ${KEPT_DAYS}::int`);
        await tx.execute(sql`
            insert into ${table} (${subject}, day, uses, people)
            select u.${subject}, (s.created_at at time zone 'utc')::date, count(*), count(distinct s.account_id)
            from statuses s join ${uses} u on u.status_id = s.id
            where s.id >= ${firstIdAt(since)}::bigint and s.created_at >= ${since.toISOString()}::timestamptz
                and ${isOpenUse}
            group by 1, 2`);
    });
}
