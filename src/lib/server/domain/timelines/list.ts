import { and, eq, sql } from 'drizzle-orm';
import { isId, preparedPage, type Database, type Slice } from '../../db';
import { lists, statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import { boostedNotHiddenFrom, notHiddenFrom, visibleTo } from '../statuses';
import type { Actor } from '../users';
import { boostsShown } from './home-wishes';

/**
 * The ids of what the people of a list post, newest first; of answers, those its policy lets through.
 * @throws NotFound for a list that is not the viewer's own.
 */
export async function listTimeline(
    db: Database,
    viewer: Actor,
    listId: string,
    slice: Slice,
): Promise<string[]> {
    if (!isId(listId)) throw new NotFound();
    const [list] = await db
        .select({ id: lists.id })
        .from(lists)
        .where(and(eq(lists.id, listId), eq(lists.accountId, viewer.accountId)));
    if (!list) throw new NotFound();
    const rows = await page(db, slice, { viewerId: viewer.accountId, listId });
    return rows.map(({ id }) => id);
}

/** On rows of `statuses` and `list`: does the list's policy let this answer through? */
export const repliesAllowed = sql`(statuses.in_reply_to_account_id = statuses.account_id
    or statuses.in_reply_to_account_id is null and statuses.in_reply_to_uri is null
    or list.replies_policy = 'list' and exists (select 1 from list_accounts o
        where o.list_id = list.id and o.account_id = statuses.in_reply_to_account_id)
    or list.replies_policy = 'followed' and exists (select 1 from follows o
        where o.account_id = list.account_id and o.target_id = statuses.in_reply_to_account_id))`;

/** Each of the list's people brings at most one page from their own index. */
const page = preparedPage<{ id: string }, { viewerId: string; listId: string }>(
    (parameter, { within, order, limit }) => {
        const viewer = parameter('viewerId', 'bigint');
        return sql`
            select found.id from lists list join list_accounts person on person.list_id = list.id
            cross join lateral (
                select statuses.id from ${statuses}
                where statuses.account_id = person.account_id and ${within(sql`statuses.id`)}
                    and ${visibleTo(viewer)} and ${notHiddenFrom(viewer)} and ${repliesAllowed}
                    and ${boostedNotHiddenFrom(viewer)} and ${boostsShown(viewer, sql`statuses.account_id`)}
                order by statuses.id ${order} limit ${limit}
            ) found
            where list.id = ${parameter('listId', 'bigint')}
            order by found.id ${order} limit ${limit}`;
    },
);
