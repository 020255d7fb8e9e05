import { eq, inArray, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { accounts, follows, tombstones, VISIBILITIES } from '../../db/schema';
import { emit } from '../../events';
import type { AccountRow } from '../accounts';
import { recordLostPerson } from '../relationships';
import { audienceRules } from './audiences';

/** What of their posts may be on a screen at this moment. */
const NEWEST = 40;

/**
 * Forgets somebody of another server who is gone there: with them go their posts and everything between them and
 * others, and the numbers of those they followed or who followed them, and of the posts they answered, boosted, liked or
 * quoted, are put right. Members who followed them or were followed are told. Their id cannot come back.
 */
export async function forgetAccount(db: Database, account: AccountRow): Promise<void> {
    const { id, uri } = account;
    await inTransaction(db, async (tx) => {
        await recordLostPerson(tx, account, { isGoing: true });
        const followed = tx.select({ id: follows.targetId }).from(follows).where(eq(follows.accountId, id));
        const followers = tx.select({ id: follows.accountId }).from(follows).where(eq(follows.targetId, id));
        await tx
            .update(accounts)
            .set({ followersCount: sql`greatest(${accounts.followersCount} - 1, 0)` })
            .where(inArray(accounts.id, followed));
        await tx
            .update(accounts)
            .set({ followingCount: sql`greatest(${accounts.followingCount} - 1, 0)` })
            .where(inArray(accounts.id, followers));
        await uncountActs(tx, id);
        const gone = await whatGoes(tx, id);
        await tx.insert(tombstones).values({ uri, actorUri: uri }).onConflictDoNothing();
        await tx.delete(accounts).where(eq(accounts.id, id));
        await emit(tx, { type: 'account.forgotten', accountId: id, ...gone });
    });
}

/** Their newest posts, with those members and lists that may have them. */
async function whatGoes(tx: Transaction, id: string) {
    const [row] = await tx.execute<{ statusIds: string[]; readerIds: string[]; listIds: string[] }>(sql`
        select array(select s.id::text from statuses s where s.account_id = ${id}
                order by s.id desc limit ${NEWEST}) as "statusIds",
            array(select u.account_id::text from follows f join users u on u.account_id = f.account_id
                where f.target_id = ${id}) as "readerIds",
            array(select l.list_id::text from list_accounts l where l.account_id = ${id}) as "listIds"`);
    return row ?? { statusIds: [], readerIds: [], listIds: [] };
}

/** Takes back what they count for under posts of others, all of it in one statement. */
async function uncountActs(tx: Transaction, id: string): Promise<void> {
    const counted = sql.param(VISIBILITIES.filter((visibility) => audienceRules[visibility].open));
    await tx.execute(sql`
        with acts as (
            select in_reply_to_id as id, 1 as replies, 0 as boosts, 0 as likes, 0 as quotes from statuses
                where account_id = ${id} and in_reply_to_id is not null and not awaits_approval
                    and visibility = any(${counted}::text[])
            union all select boost_of_id, 0, 1, 0, 0 from statuses
                where account_id = ${id} and boost_of_id is not null
            union all select status_id, 0, 0, 1, 0 from favourites where account_id = ${id}
            union all select quote_of_id, 0, 0, 0, 1 from statuses
                where account_id = ${id} and quote_of_id is not null and quote_state = 'accepted'
        ), sums as (
            select id, sum(replies)::int as replies, sum(boosts)::int as boosts, sum(likes)::int as likes,
                sum(quotes)::int as quotes
            from acts group by id
        )
        update statuses set replies_count = greatest(replies_count - sums.replies, 0),
            boosts_count = greatest(boosts_count - sums.boosts, 0),
            favourites_count = greatest(favourites_count - sums.likes, 0),
            quotes_count = greatest(quotes_count - sums.quotes, 0)
        from sums where statuses.id = sums.id and statuses.account_id <> ${id}`);
}
