import { sql } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import type { Actor } from '../users';
import { boostsShown } from './home-wishes';

/**
 * The ids of a slice of a member's home, newest first. What they may see is asked again when it is presented; whom they
 * muted since it was written is left out here.
 */
export async function homeTimeline(db: Database, viewer: Actor, slice: Slice): Promise<string[]> {
    const rows = await page(db, slice, { viewerId: viewer.accountId });
    return rows.map(({ id }) => id);
}

const page = preparedPage<{ id: string }, { viewerId: string }>((parameter, { within, order, limit }) => {
    const viewer = parameter('viewerId', 'bigint');
    const muted = sql`(select m.target_id from mutes m
        where m.account_id = ${viewer} and (m.expires_at is null or m.expires_at > now()))`;
    return sql`
        select h.status_id as id
        from home_feed h left join statuses boosted on boosted.id = h.boost_of_id
        where h.account_id = ${viewer} and ${within(sql`h.status_id`)}
            and h.author_id not in ${muted} and (boosted.id is null or boosted.account_id not in ${muted})
            and ${boostsShown(viewer, sql`h.author_id`, sql`h.boost_of_id`)}
        order by h.status_id ${order} limit ${limit}`;
});
