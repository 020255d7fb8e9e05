import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** How much a home keeps. */
export const HOME_SIZE = 800;

/**
 * Lets go of what is older than the newest 800 in each of these homes. Ordered by both columns of the primary key: by the
 * second alone, an index over all homes looks as good while few people are here, and is a hundred times slower.
 */
export async function trimHomes(db: Queryable, accountIds: readonly string[]): Promise<void> {
    if (accountIds.length === 0) return;
    await db.execute(sql`
        with edge as (
            select reader.id::bigint as account_id, last.status_id
            from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as reader(id)
            cross join lateral (
                select status_id from home_feed where account_id = reader.id::bigint
                order by account_id desc, status_id desc offset ${HOME_SIZE - 1} limit 1
            ) last
        )
        delete from home_feed using edge
        where home_feed.account_id = edge.account_id and home_feed.status_id < edge.status_id`);
}
