import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { audienceRules, type StatusRow } from '../statuses';
import { belongsInHome, postsForHomes } from './home-wishes';
import { once } from './once';

/**
 * Writes a status into the homes it belongs in: its author's, those of followers here, of those a personal one names,
 * and of those who follow one of its hashtags. One statement, however many they are. Returns whose homes it is new in;
 * a second time those are none.
 */
export async function fanOut(
    db: Queryable,
    {
        id,
        accountId,
        visibility,
        boostOfId,
    }: Pick<StatusRow, 'id' | 'accountId' | 'visibility' | 'boostOfId'>,
): Promise<string[]> {
    const toNamed = audienceRules[visibility].personal;
    const toTagFollowers = visibility === 'public' && boostOfId === null;
    const rows = await write(toNamed, toTagFollowers)(db, { id, accountId });
    return rows.map((row) => row.id);
}

const write = once((toNamed: boolean, toTagFollowers: boolean) =>
    prepared<{ id: string }, { id: string; accountId: string }>((parameter) => {
        const id = parameter('id', 'bigint');
        const author = parameter('accountId', 'bigint');
        const ways = [
            sql`select ${author} as account_id, 'own' as way, true as show_boosts, null::text[] as languages`,
            sql`select account_id, 'follow', show_boosts, languages from follows where target_id = ${author}`,
        ];
        if (toNamed)
            ways.push(sql`select account_id, 'mention', true, null from mentions
                where status_id = ${id} and not silent`);
        if (toTagFollowers)
            ways.push(sql`select f.account_id, 'tag', true, null from followed_tags f
                join status_tags t on t.tag_id = f.tag_id where t.status_id = ${id}`);
        return sql`
            with ways as (${sql.join(ways, sql` union all `)}
            ), reader as (
                select ways.* from ways join users on users.account_id = ways.account_id
            )
            insert into home_feed (account_id, status_id, author_id, boost_of_id)
            select distinct reader.account_id, statuses.id, statuses.account_id, statuses.boost_of_id
            from ${postsForHomes(sql`s.id = ${id}`)} cross join reader
            where ${belongsInHome()}
            on conflict do nothing
            returning account_id as id`;
    }),
);
