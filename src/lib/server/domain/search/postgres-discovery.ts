import { sql } from 'drizzle-orm';
import { normaliseHashtag } from '$lib/text';
import { config } from '../../config';
import { prepared } from '../../db';
import { readHandle } from '../accounts';
import type { Discovery } from './discovery';

interface PeopleValues {
    viewerId: string | null;
    /** The exact handle that was typed; empty where it is none. */
    username: string;
    domain: string;
    start: string;
    wordStart: string;
    text: string;
    following: boolean;
    limit: number;
    offset: number;
}

/**
 * Candidates come from three indexed places: the handle itself, the viewer's own follows, and the trigrams of name and
 * username, of which the nearest are enough. Only those are ranked.
 */
const findPeople = prepared<{ id: string }, PeopleValues>((parameter) => {
    const me = parameter('viewerId', 'bigint');
    const text = parameter('text', 'text');
    const name = sql`lower(a.username || ' ' || a.display_name)`;
    const isAlike = sql`(${name} like ${parameter('start', 'text')} or ${name} like ${parameter('wordStart', 'text')}
        or ${text} <% ${name})`;
    return sql`
        with exact as (
            select a.id from accounts a
            where lower(a.username) = ${parameter('username', 'text')}
                and coalesce(lower(a.domain), '') = ${parameter('domain', 'text')}
        ), followed as (
            select a.id from follows f join accounts a on a.id = f.target_id
            where f.account_id = ${me} and ${isAlike}
        ), alike as (
            select a.id from accounts a where ${isAlike} limit 1000
        ), candidates as (
            select id, min(place) as place from (
                select id, 0 as place from exact
                union all select id, 1 from followed
                union all select id, 2 from alike where not ${parameter('following', 'boolean')}
            ) found group by id
        )
        select a.id from candidates c join accounts a on a.id = c.id
        where a.suspended_at is null and a.moved_to_id is null
            and (a.silenced_at is null or c.place < 2)
            and not exists (select 1 from users u where u.account_id = a.id
                and (u.approved_at is null or u.confirmed_at is null))
            and not exists (select 1 from blocks b where (b.account_id = ${me} and b.target_id = a.id)
                or (b.account_id = a.id and b.target_id = ${me}))
            and (c.place < 2 or not exists (select 1 from domain_blocks d
                where d.account_id = ${me} and d.domain = a.domain))
            and (not ${parameter('following', 'boolean')} or exists (select 1 from follows f
                where f.account_id = ${me} and f.target_id = a.id))
        order by c.place,
            (lower(a.username) like ${parameter('start', 'text')}) desc,
            word_similarity(${text}, ${name}) desc,
            a.domain is null desc,
            a.followers_count desc,
            a.id
        limit ${parameter('limit', 'integer')} offset ${parameter('offset', 'integer')}`;
});

const findHashtags = prepared<
    { name: string },
    { name: string; start: string; limit: number; offset: number }
>(
    (parameter) => sql`
        select name from tags
        where name like ${parameter('start', 'text')} and listable and usable
        order by name = ${parameter('name', 'text')} desc, last_status_at desc nulls last, name
        limit ${parameter('limit', 'integer')} offset ${parameter('offset', 'integer')}`,
);

/** The engine that is always there: trigram and prefix indices of PostgreSQL. */
export const postgresDiscovery: Discovery = {
    async findPeople(db, viewer, { text, limit, offset, following }) {
        const handle = readHandle(text);
        const isRemote = text.includes('@', 1);
        // Of `name@host` only the name can be like a name; the host is part of the exact match.
        const typed = (isRemote ? (handle?.username ?? text) : text.replace(/^@/, '')).toLowerCase().trim();
        if (typed === '') return [];
        const rows = await findPeople(db, {
            viewerId: viewer?.accountId ?? null,
            username: handle?.username.toLowerCase() ?? '',
            domain: isRemote && handle ? domainColumn(handle.host) : '',
            start: `${escapePattern(typed)}%`,
            wordStart: `% ${escapePattern(typed)}%`,
            text: typed,
            following,
            limit,
            offset,
        });
        return rows.map(({ id }) => id);
    },

    async findHashtags(db, { text, limit, offset }) {
        const name = normaliseHashtag(text.replace(/^#/, ''));
        if (name === '') return [];
        const rows = await findHashtags(db, { name, start: `${escapePattern(name)}%`, limit, offset });
        return rows.map((row) => row.name);
    },
};

/** How a host stands in `accounts.domain`, where this community's own is null and read as empty. */
function domainColumn(host: string): string {
    return host === config().domain ? '' : host;
}

/** Text that stands for itself in a LIKE pattern. */
function escapePattern(text: string): string {
    return text.replace(/[\\%_]/g, '\\$&');
}
