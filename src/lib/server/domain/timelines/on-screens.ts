import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** A post that may be on a screen at this moment, and where. */
export interface Shown {
    id: string;
    /** Members who have it in their homes. */
    readerIds: string[];
    listIds: string[];
    hashtags: string[];
    threadId: string | null;
}

/** What of somebody's posts may be on a screen. */
const NEWEST = 200;
const LATELY = sql`interval '1 day'`;

/**
 * The newest posts of the people meant, and boosts of them, with where they stand. `isMeant` is a condition on rows `a`
 * of accounts.
 */
export async function onScreens(db: Queryable, isMeant: SQL): Promise<Shown[]> {
    const rows = await db.execute<Shown & Record<string, unknown>>(sql`
        with newest as (
            select s.id from statuses s join accounts a on a.id = s.account_id
            where s.created_at > now() - ${LATELY} and ${isMeant} order by s.id desc limit ${NEWEST}
        ), shown as (
            select id from newest union select b.id from statuses b where b.boost_of_id in (select id from newest)
        )
        select s.id::text as id, coalesce(s.conversation_id, s.id)::text as "threadId",
            array(select h.account_id::text from home_feed h where h.status_id = s.id) as "readerIds",
            array(select distinct l.list_id::text from list_accounts l where l.account_id = s.account_id) as "listIds",
            array(select t.name from status_tags w join tags t on t.id = w.tag_id where w.status_id = s.id) as hashtags
        from shown join statuses s on s.id = shown.id`);
    return [...rows];
}
