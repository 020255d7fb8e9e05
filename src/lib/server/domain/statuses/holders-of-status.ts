import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { audienceRules } from './audiences';

/** Posts that followers get, whoever else does. */
const WITH_FOLLOWERS = sql.param(
    Object.entries(audienceRules).flatMap(([visibility, { personal }]) => (personal ? [] : [visibility])),
);

/**
 * People elsewhere, one a server, whose servers are known to have a status because they boosted, liked, answered or
 * quoted it there, were asked whether it may quote them, or followed its author when it was posted. Who follows its author
 * now, or is named in it, is not among them for that.
 */
export async function holdersOfStatus(db: Queryable, statusId: string): Promise<string[]> {
    const rows = await db.execute<{ id: string }>(sql`
        select distinct on (person.domain) person.id from (
            select account_id from statuses where boost_of_id = ${statusId}
            union all select account_id from statuses where in_reply_to_id = ${statusId}
            union all select account_id from statuses where quote_of_id = ${statusId}
            union all select quoted.account_id from statuses quoting
                join statuses quoted on quoted.id = quoting.quote_of_id where quoting.id = ${statusId}
            union all select account_id from favourites where status_id = ${statusId}
            union all select former.account_id from statuses post
                join former_followers former on former.target_id = post.account_id
                    and post.created_at between former.since and former.until
                where post.id = ${statusId} and post.visibility = any(${WITH_FOLLOWERS}::text[])
        ) reaction join accounts person on person.id = reaction.account_id
        where person.domain is not null
        order by person.domain, person.id`);
    return rows.map(({ id }) => id);
}
