import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';

/** Something a member did to a post that shows on it when they look. */
export interface Touch {
    accountId: string;
    statusId: string;
    kind: 'favourite' | 'boost' | 'bookmark' | 'thread-mute' | 'vote' | 'reaction';
    /** Which option of the poll, for a vote. */
    choice: number | null;
    /** With what, for a reaction. */
    emoji: string | null;
}

/** What these members did to these posts; one statement for all of them, and most have done nothing. */
export function touchesOf(
    db: Queryable,
    statusIds: readonly string[],
    accountIds: readonly string[],
): Promise<Touch[]> {
    return find(db, { statusIds, accountIds });
}

/** Each part begins at the post: what was done to it is little, beside all that a member ever did. */
const find = prepared<Touch, { statusIds: readonly string[]; accountIds: readonly string[] }>((parameter) => {
    const posts = parameter('statusIds', 'bigint[]');
    return sql`
        with done as (
            select account_id, status_id, 'favourite' as kind, null::int as choice, null as emoji
                from favourites where status_id = any(${posts})
            union all
            select account_id, boost_of_id, 'boost', null, null from statuses where boost_of_id = any(${posts})
            union all
            select account_id, status_id, 'bookmark', null, null from bookmarks where status_id = any(${posts})
            union all
            select m.account_id, s.id, 'thread-mute', null, null from statuses s
                join conversation_mutes m on m.conversation_id = coalesce(s.conversation_id, s.id)
                where s.id = any(${posts})
            union all
            select v.account_id, p.status_id, 'vote', v.choice, null from polls p
                join poll_votes v on v.poll_id = p.id where p.status_id = any(${posts})
            union all
            select account_id, status_id, 'reaction', null, emoji from reactions where status_id = any(${posts})
        )
        select account_id as "accountId", status_id as "statusId", kind, choice, emoji from done
        where account_id = any(${parameter('accountIds', 'bigint[]')})`;
});
