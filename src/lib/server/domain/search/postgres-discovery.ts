import { sql } from 'drizzle-orm';
import { normaliseHashtag } from '$lib/text';
import { config } from '../../config';
import { prepared } from '../../db';
import { readHandle } from '../accounts';
import type { Discovery } from './discovery';
import { findPeople } from './find-people';
import { findStatuses } from './find-statuses';

const findHashtags = prepared<
    { name: string },
    { name: string; start: string; reviewed: boolean; limit: number; offset: number }
>(
    (parameter) => sql`
        select name from tags
        where name like ${parameter('start', 'text')} and listable and usable
            and (not ${parameter('reviewed', 'boolean')} or trendable is not null)
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
            // No text sorts behind the last character there is.
            from: typed,
            to: `${typed}\u{10ffff}`,
            start: `${escapePattern(typed)}%`,
            infix: `%${escapePattern(typed)}%`,
            words: beginnings(typed),
            wordStart: `% ${escapePattern(typed)}%`,
            text: typed,
            following,
            limit,
            offset,
        });
        return rows.map(({ id }) => id);
    },

    async findHashtags(db, { text, limit, offset, reviewed }) {
        const name = normaliseHashtag(text.replace(/^#/, ''));
        if (name === '') return [];
        const rows = await findHashtags(db, {
            name,
            start: `${escapePattern(name)}%`,
            reviewed,
            limit,
            offset,
        });
        return rows.map((row) => row.name);
    },

    findStatuses,
};

/** Each word typed as the beginning of one. Only letters and digits, so that nothing of it is syntax. */
function beginnings(typed: string): string {
    const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words
        .slice(0, 10)
        .map((word) => `'${word}':*`)
        .join(' & ');
}

/** How a host stands in `accounts.domain`, where this community's own is null and read as empty. */
function domainColumn(host: string): string {
    return host === config().domain ? '' : host;
}

/** Text that stands for itself in a LIKE pattern. */
function escapePattern(text: string): string {
    return text.replace(/[\\%_]/g, '\\$&');
}
