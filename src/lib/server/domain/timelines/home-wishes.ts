import { sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../statuses';

/**
 * Posts with what a home asks about them, under the name `statuses` by which visibility is asked too. Kept apart from
 * what joins it, so that the lists of a post are made once, not once for every reader.
 */
export function postsForHomes(which: SQL): SQL {
    return sql`(
        select s.id, s.account_id, s.visibility, s.local_only, s.awaits_approval, s.boost_of_id,
            s.in_reply_to_id, s.in_reply_to_account_id, s.in_reply_to_uri,
            coalesce(boosted.language, s.language) as language, boosted.account_id as boosted_author_id,
            array_remove(array[s.account_id, boosted.account_id, s.in_reply_to_account_id], null)
                || array(select m.account_id from mentions m where m.status_id = s.id) as people,
            array(select a.domain from accounts a
                where a.id in (s.account_id, boosted.account_id) and a.domain is not null) as domains
        from statuses s left join statuses boosted on boosted.id = s.boost_of_id
        where ${which} offset 0) as statuses`;
}

/**
 * On `statuses` of `postsForHomes` and rows `reader(account_id, way, show_boosts, languages)`: does the post belong in
 * this reader's home? `way` is how it comes there: own, follow, mention or tag. One's own posts always do.
 */
export function belongsInHome(): SQL {
    const reader = sql`reader.account_id`;
    return sql`${visibleTo(reader)} and (reader.way = 'own' or (${nobodyUnwanted(reader)}
        and (reader.way <> 'follow' or (${isWantedAnswer(reader)}
            and (statuses.boost_of_id is null or reader.show_boosts)
            and (reader.languages is null or statuses.language is null
                or statuses.language = any(reader.languages))
            and not exists (select 1 from list_accounts la join lists l on l.id = la.list_id
                where l.account_id = ${reader} and l.exclusive and la.account_id = statuses.account_id)))))
        and ${isNoRepetition(reader)}`;
}

/** Nobody the post is by, boosts, answers or names is blocked or muted, nor has the boosted author blocked the reader. */
function nobodyUnwanted(reader: SQL): SQL {
    return sql`not exists (select 1 from blocks b where b.account_id = ${reader} and b.target_id = any(statuses.people))
        and not exists (select 1 from mutes m where m.account_id = ${reader} and m.target_id = any(statuses.people)
            and (m.expires_at is null or m.expires_at > now()))
        and not exists (select 1 from domain_blocks d
            where d.account_id = ${reader} and d.domain = any(statuses.domains))
        and (statuses.boosted_author_id is null or not exists (select 1 from blocks b
            where b.account_id = statuses.boosted_author_id and b.target_id = ${reader}))`;
}

/** Answers come only where the reader follows both sides, or is the one answered; authors may answer themselves. */
function isWantedAnswer(reader: SQL): SQL {
    return sql`(statuses.in_reply_to_account_id in (statuses.account_id, ${reader})
        or statuses.in_reply_to_account_id is null and statuses.in_reply_to_id is null
            and statuses.in_reply_to_uri is null
        or exists (select 1 from follows o
            where o.account_id = ${reader} and o.target_id = statuses.in_reply_to_account_id))`;
}

/** How far back a home is searched for the post that a boost would repeat. */
const REPETITION_WINDOW = 80;

function isNoRepetition(reader: SQL): SQL {
    return sql`(statuses.boost_of_id is null or not exists (
        select 1 from home_feed h
        where h.account_id = ${reader} and h.status_id <> statuses.id
            and (h.status_id = statuses.boost_of_id or h.boost_of_id = statuses.boost_of_id)
            and (select count(*) from (select 1 from home_feed newer
                where newer.account_id = ${reader} and newer.status_id > h.status_id
                limit ${sql.raw(String(REPETITION_WINDOW))}) as newest) < ${sql.raw(String(REPETITION_WINDOW))}))`;
}

/** On rows of `statuses`: no boost, or one by `boosterId` (a column), whose boosts the reader has not turned off. */
export function boostsShown(reader: SQL, boosterId: SQL, boostOfId = sql`statuses.boost_of_id`): SQL {
    return sql`(${boostOfId} is null or not exists (select 1 from follows f
        where f.account_id = ${reader} and f.target_id = ${boosterId} and not f.show_boosts))`;
}
