import { sql } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { visibleTo } from '../statuses';
import type { Actor } from '../users';

/** The ids of direct posts a member wrote or is addressed by, newest first, each by itself; conversations gather them. */
export async function directTimeline(db: Database, viewer: Actor, slice: Slice): Promise<string[]> {
    const rows = await page(db, slice, { viewerId: viewer.accountId });
    return rows.map(({ id }) => id);
}

const page = preparedPage<{ id: string }, { viewerId: string }>((parameter, { within, order, limit }) => {
    const viewer = parameter('viewerId', 'bigint');
    return sql`
        select id from (
            (select statuses.id from ${statuses}
                where statuses.account_id = ${viewer} and statuses.visibility = 'direct'
                    and ${within(sql`statuses.id`)}
                order by statuses.id ${order} limit ${limit})
            union
            (select statuses.id from mentions named join ${statuses} on statuses.id = named.status_id
                where named.account_id = ${viewer} and statuses.visibility = 'direct'
                    and ${within(sql`named.status_id`)} and ${visibleTo(viewer)}
                order by named.status_id ${order} limit ${limit})
        ) found
        order by id ${order} limit ${limit}`;
});
