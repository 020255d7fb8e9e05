import { sql } from 'drizzle-orm';
import { byKeyInGroups, prepared, type Queryable } from '../../db';
import { statuses, type Visibility } from '../../db/schema';
import { audienceRules, visibleTo } from '../statuses';
import { repliesAllowed } from './list';
import { isPublic } from './public';

/** Where a status stands besides homes, and what fan-out asks of it. */
export interface Places {
    id: string;
    accountId: string;
    visibility: Visibility;
    boostOfId: string | null;
    local: boolean;
    hasMedia: boolean;
    createdAt: Date;
    /** In the public timelines. */
    isListed: boolean;
    /** Folded names of the hashtags whose timelines have it. */
    hashtags: string[];
    listIds: string[];
    /** Members who have it among their direct conversations. */
    directIds: string[];
    /** The thread it belongs to; a boost belongs to none. */
    threadId: string | null;
}

/** Where the status `id` stands; undefined once it is gone. */
export async function placesOf(db: Queryable, id: string): Promise<Places | undefined> {
    const row = await find(db, id);
    if (!row) return undefined;
    const { namedIds, isOpen, ...places } = row;
    return {
        ...places,
        createdAt: new Date(row.createdAt),
        hashtags: isOpen ? row.hashtags : [],
        directIds: audienceRules[row.visibility].personal ? namedIds : [],
    };
}

type Found = Omit<Places, 'directIds' | 'createdAt'> & {
    createdAt: string;
    namedIds: string[];
    isOpen: boolean;
};

const findAll = prepared<Found, { ids: readonly string[] }>(
    (parameter) => sql`
        select statuses.id, statuses.account_id as "accountId", statuses.visibility, statuses.local,
            case when statuses.boost_of_id is null
                then coalesce(statuses.conversation_id, statuses.id) end as "threadId",
            statuses.boost_of_id as "boostOfId", statuses.created_at as "createdAt",
            exists (select 1 from media_attachments m where m.status_id = statuses.id) as "hasMedia",
            ${isPublic(null)} as "isOpen",
            ${isPublic(null)} and (statuses.in_reply_to_account_id = statuses.account_id
                or statuses.in_reply_to_account_id is null and statuses.in_reply_to_uri is null) as "isListed",
            array(select tags.name from status_tags t join tags on tags.id = t.tag_id
                where t.status_id = statuses.id and tags.usable) as hashtags,
            array(select list.id::text from list_accounts person join lists list on list.id = person.list_id
                where person.account_id = statuses.account_id and ${visibleTo(sql`list.account_id`)}
                    and ${repliesAllowed}) as "listIds",
            array(select users.account_id::text from users where users.account_id = statuses.account_id
                union select users.account_id::text from mentions m join users on users.account_id = m.account_id
                    where m.status_id = statuses.id) as "namedIds"
        from ${statuses} where statuses.id = any(${parameter('ids', 'bigint[]')})`,
);

const find = byKeyInGroups<Found>(
    100,
    (db, ids) => findAll(db, { ids }),
    ({ id }) => id,
);

/** Members who have the status in their homes, by itself or as a boost. */
export async function homesWith(db: Queryable, id: string): Promise<string[]> {
    const rows = await db.execute<{ id: string }>(sql`
        select account_id as id from home_feed where status_id = ${id}
        union
        select h.account_id from statuses boost join home_feed h on h.status_id = boost.id
            where boost.boost_of_id = ${id}`);
    return rows.map((row) => row.id);
}

/** Members in whose homes the posts of these accounts may stand: the accounts themselves and their followers here. */
export async function readersOf(
    db: Queryable,
    accountIds: readonly string[],
): Promise<Map<string, string[]>> {
    const rows = await db.execute<{ authorId: string; id: string }>(sql`
        with author as (
            select id::bigint from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as given(id)
        )
        select author.id as "authorId", users.account_id as id
        from author join users on users.account_id = author.id
        union
        select author.id, users.account_id
        from author join follows f on f.target_id = author.id join users on users.account_id = f.account_id`);
    const readers = new Map<string, string[]>(accountIds.map((id) => [id, []]));
    for (const { authorId, id } of rows) readers.get(authorId)?.push(id);
    return readers;
}

/** The lists on which these accounts stand. */
export async function listsWith(db: Queryable, accountIds: readonly string[]): Promise<string[]> {
    const rows = await db.execute<{ id: string }>(sql`
        select distinct list_id as id from list_accounts where account_id in (
            select id::bigint from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as given(id))`);
    return rows.map((row) => row.id);
}
