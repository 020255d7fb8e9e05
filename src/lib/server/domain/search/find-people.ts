import { sql } from 'drizzle-orm';
import { prepared } from '../../db';

/** What a search for people is made of; patterns and words are made from what was typed. */
export interface PeopleValues {
    viewerId: string | null;
    /** The exact handle that was typed; empty where it is none. */
    username: string;
    domain: string;
    text: string;
    /** The range of usernames that begin with what was typed. */
    from: string;
    to: string;
    start: string;
    wordStart: string;
    infix: string;
    /** Beginnings of words as a tsquery; empty where nothing of a word was typed. */
    words: string;
    following: boolean;
    limit: number;
    offset: number;
}

/** Candidates of one place that are ranked; of a beginning that thousands share, any of them are as good. */
const CANDIDATES = sql.raw('200');

/**
 * Candidates come from indexed places: the handle itself, the viewer's own follows, members and then everybody whose
 * username or a word of whose name begins so, and only where those are not enough, names that have it within;
 * where there is nothing at all, names that are alike, for typing errors. Only candidates are ranked. The ranges are written out because a plan that serves all patterns could use no index for LIKE.
 */
export const findPeople = prepared<{ id: string }, PeopleValues>((parameter) => {
    const me = parameter('viewerId', 'bigint');
    const text = parameter('text', 'text');
    const name = sql`lower(a.username || ' ' || a.display_name)`;
    const beginsSo = sql`lower(a.username) ~>=~ ${parameter('from', 'text')}
        and lower(a.username) ~<~ ${parameter('to', 'text')}`;
    const everybody = sql`not ${parameter('following', 'boolean')}`;
    return sql`
        with exact as (
            select a.id from accounts a
            where lower(a.username) = ${parameter('username', 'text')}
                and coalesce(lower(a.domain), '') = ${parameter('domain', 'text')}
        ), followed as (
            select a.id from follows f join accounts a on a.id = f.target_id
            where f.account_id = ${me} and (${name} like ${parameter('start', 'text')}
                or ${name} like ${parameter('wordStart', 'text')})
        ), members as (
            select a.id from accounts a where a.domain is null and ${beginsSo} limit ${CANDIDATES}
        ), named as (
            select a.id from accounts a where ${beginsSo} limit ${CANDIDATES}
        ), called as (
            select a.id from accounts a
            where ${parameter('words', 'text')} <> ''
                and to_tsvector('simple', a.display_name) @@ ${parameter('words', 'text')}::tsquery
            limit ${CANDIDATES}
        ), first as materialized (
            select id, 0 as place from exact
            union all select id, 1 from followed
            union all select id, 2 from members where ${everybody}
            union all select id, 2 from named where ${everybody}
            union all select id, 2 from called where ${everybody}
        ), within as (
            select a.id from accounts a where ${name} like ${parameter('infix', 'text')} and length(${text}) > 2
                and ${everybody} and (select count(distinct id) from first)
                    < ${parameter('limit', 'integer')} + ${parameter('offset', 'integer')}
            limit ${CANDIDATES}
        ), alike as (
            select a.id from accounts a where ${text} <% ${name} and length(${text}) > 2
                and ${everybody} and not exists (select 1 from first) and not exists (select 1 from within)
            limit ${CANDIDATES}
        ), candidates as (
            select id, min(place) as place from (
                select id, place from first union all select id, 3 from within
                union all select id, 4 from alike
            ) found group by id
        )
        select a.id from candidates c join accounts a on a.id = c.id
        where a.suspended_at is null and a.moved_to_id is null
            and (a.silenced_at is null or c.place < 2)
            and not exists (select 1 from users u where u.account_id = a.id
                and (u.approved_at is null or u.confirmed_at is null))
            and not exists (select 1 from blocks b where b.account_id = ${me} and b.target_id = a.id)
            and not exists (select 1 from blocks b where b.account_id = a.id and b.target_id = ${me})
            and (c.place < 2 or not exists (select 1 from domain_blocks d
                where d.account_id = ${me} and d.domain = a.domain))
            and (${everybody} or exists (select 1 from follows f
                where f.account_id = ${me} and f.target_id = a.id))
        order by c.place,
            (lower(a.username) = ${text}) desc,
            (lower(a.username) like ${parameter('start', 'text')}) desc,
            case when c.place = 4 then word_similarity(${text}, ${name}) end desc nulls last,
            a.domain is null desc,
            a.followers_count desc,
            a.id
        limit ${parameter('limit', 'integer')} offset ${parameter('offset', 'integer')}`;
});
