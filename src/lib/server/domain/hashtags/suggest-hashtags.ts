import { sql } from 'drizzle-orm';
import { prepared, type Database } from '../../db';
import type { Actor } from '../users';
import { MOST_FEATURED } from './feature-hashtag';

/** Of these newest posts of a member: what somebody wrote about long ago says little of them now. */
const NEWEST = sql.raw('500');

const suggest = prepared<{ name: string }, { accountId: string; limit: number }>((parameter) => {
    const me = parameter('accountId', 'bigint');
    return sql`
        select t.name from (
            select id from statuses
            where account_id = ${me} and visibility = 'public' and boost_of_id is null
            order by id desc limit ${NEWEST}
        ) own
        join status_tags st on st.status_id = own.id
        join tags t on t.id = st.tag_id
        where not exists (select 1 from featured_tags f where f.account_id = ${me} and f.tag_id = t.id)
        group by t.id
        order by count(*) desc, t.id desc
        limit ${parameter('limit', 'integer')}`;
});

/** The identities of the hashtags a member uses most in public and does not feature yet. */
export async function suggestHashtags(db: Database, { accountId }: Actor): Promise<string[]> {
    return (await suggest(db, { accountId, limit: MOST_FEATURED })).map(({ name }) => name);
}
