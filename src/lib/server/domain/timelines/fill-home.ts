import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { belongsInHome, postsForHomes } from './home-wishes';
import { trimHomes } from './trim-homes';

/** How many posts a new follow brings into a home. */
const BROUGHT_ALONG = 100;

/**
 * Brings what `targetId` had posted lately into the home of `accountId`, who has begun to follow; each post at its own
 * time. What came after the follow is fan-out's, which also tells of it, unless `until` says that it kept things back.
 */
export async function fillHome(
    db: Queryable,
    { accountId, targetId, until }: { accountId: string; targetId: string; until?: Date },
): Promise<void> {
    await db.execute(sql`
        with reader as (
            select f.account_id, 'follow' as way, f.show_boosts, f.languages, f.created_at from follows f
            join users on users.account_id = f.account_id
            where f.account_id = ${accountId} and f.target_id = ${targetId}
        ), recent as (
            select statuses.id from reader join statuses on statuses.account_id = ${targetId}
                and statuses.id < (extract(epoch from coalesce(${until?.toISOString() ?? null}::timestamptz, reader.created_at)) * 1000)::bigint << 16
            order by statuses.id desc limit ${BROUGHT_ALONG}
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

/** Takes everybody of a domain out of the home of `accountId`, who has refused it, boosted by others too. */
export async function removeDomainFromHome(
    db: Queryable,
    { accountId, domain }: { accountId: string; domain: string },
): Promise<void> {
    await db.execute(sql`
        delete from home_feed h where h.account_id = ${accountId} and exists (
            select 1 from accounts a left join statuses boosted on boosted.id = h.boost_of_id
            where a.id in (h.author_id, boosted.account_id) and a.domain = ${domain})`);
}

/** Takes the people meant out of all homes, boosted by others too. `isMeant` is a condition on rows `a` of accounts. */
export async function removeAuthorsFromHomes(db: Queryable, isMeant: SQL): Promise<void> {
    await db.execute(sql`
        with author as materialized (select a.id from accounts a where ${isMeant})
        delete from home_feed h where h.author_id in (select id from author)
            or h.boost_of_id in (select s.id from statuses s where s.account_id in (select id from author))`);
}
