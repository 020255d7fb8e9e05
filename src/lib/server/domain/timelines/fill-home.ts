import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { belongsInHome, postsForHomes } from './home-wishes';
import { trimHomes } from './trim-homes';

/** How many posts a new follow brings into a home. */
const BROUGHT_ALONG = 100;

/**
 * Brings what `targetId` posted lately into the home of `accountId`, who has begun to follow; each post at its own time.
 * Only what the home would have kept: a home that reaches back a week is not filled with last year.
 */
export async function fillHome(
    db: Queryable,
    { accountId, targetId }: { accountId: string; targetId: string },
): Promise<void> {
    await db.execute(sql`
        with reader as (
            select f.account_id, 'follow' as way, f.show_boosts, f.languages from follows f
            where f.account_id = ${accountId} and f.target_id = ${targetId}
        ), recent as (
            select id from statuses where account_id = ${targetId} order by id desc limit ${BROUGHT_ALONG}
        )
        insert into home_feed (account_id, status_id, author_id, boost_of_id)
        select reader.account_id, statuses.id, statuses.account_id, statuses.boost_of_id
        from ${postsForHomes(sql`s.id in (select id from recent)`)} cross join reader
        where ${belongsInHome()}
        on conflict do nothing`);
    await trimHomes(db, [accountId]);
}

/**
 * Takes what `targetId` posted out of the home of `accountId`, who no longer follows. With `everything` also what others
 * boosted of them: after a block.
 */
export async function removeFromHome(
    db: Queryable,
    {
        accountId,
        targetId,
        everything = false,
    }: { accountId: string; targetId: string; everything?: boolean },
): Promise<void> {
    await db.execute(sql`
        delete from home_feed h where h.account_id = ${accountId} and (h.author_id = ${targetId}
            or ${everything} and exists (select 1 from statuses boosted
                where boosted.id = h.boost_of_id and boosted.account_id = ${targetId}))`);
}
