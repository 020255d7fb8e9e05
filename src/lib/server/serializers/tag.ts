import { sql } from 'drizzle-orm';
import type { FeaturedTag, Tag } from '$lib/mastodon-api/entities';
import { config } from '../config';
import { firstIdAt, prepared, type Database } from '../db';
import { hashtagPage, type FeaturedHashtag } from '../domain/hashtags';
import type { Actor } from '../domain/users';
import { asDate } from './moments';

const DAY = 86_400;
/** Days of history that are told, today included. */
const DAYS = 7;

interface TagRow {
    id: string;
    name: string;
    displayName: string;
    following: boolean;
    featuring: boolean;
}

const findTags = prepared<TagRow, { names: readonly string[]; viewerId: string | null }>(
    (parameter) => sql`
        select t.id, t.name, t.display_name as "displayName",
            exists (select 1 from followed_tags f
                where f.tag_id = t.id and f.account_id = ${parameter('viewerId', 'bigint')}) as following,
            exists (select 1 from featured_tags f
                where f.tag_id = t.id and f.account_id = ${parameter('viewerId', 'bigint')}) as featuring
        from tags t where t.name = any(${parameter('names', 'text[]')})`,
);

interface UseRow {
    tagId: string;
    /** Days since 1970. */
    day: number;
    uses: number;
    accounts: number;
}

/** Only public posts count: whoever writes for a few does not make a tag known. */
const findUse = prepared<UseRow, { ids: readonly string[]; since: string }>(
    (parameter) => sql`
        select st.tag_id as "tagId", floor(extract(epoch from s.created_at) / 86400)::int as day,
            count(*)::int as uses, count(distinct s.account_id)::int as accounts
        from status_tags st join statuses s on s.id = st.status_id
        where st.tag_id = any(${parameter('ids', 'bigint[]')}) and st.status_id >= ${parameter('since', 'bigint')}
            and s.visibility = 'public'
        group by st.tag_id, day`,
);

/**
 * Hashtags by their folded identities, in that order, with their use of the last seven days. One that nobody has used
 * yet has an id of 0. https://docs.joinmastodon.org/entities/Tag/
 */
export async function presentTags(
    db: Database,
    viewer: Actor | null,
    names: readonly string[],
): Promise<Tag[]> {
    if (names.length === 0) return [];
    const today = Math.floor(Date.now() / 1000 / DAY);
    const rows = await findTags(db, { names, viewerId: viewer?.accountId ?? null });
    const use = await findUse(db, {
        ids: rows.map(({ id }) => id),
        since: firstIdAt(new Date((today - DAYS + 1) * DAY * 1000)),
    });
    const byName = new Map(rows.map((row) => [row.name, row]));
    return names.map((name) => {
        const row = byName.get(name);
        const days = new Map(use.filter(({ tagId }) => tagId === row?.id).map((entry) => [entry.day, entry]));
        return {
            id: row?.id ?? '0',
            name: row?.displayName ?? name,
            url: hashtagPage(name),
            history: Array.from({ length: DAYS }, (_, ago) => {
                const entry = days.get(today - ago);
                return {
                    day: String((today - ago) * DAY),
                    uses: String(entry?.uses ?? 0),
                    accounts: String(entry?.accounts ?? 0),
                };
            }),
            ...(viewer && { following: row?.following ?? false, featuring: row?.featuring ?? false }),
        };
    });
}

/** https://docs.joinmastodon.org/entities/FeaturedTag/ */
export function featuredTagEntity(
    { id, name, displayName, statusesCount, lastStatusAt }: FeaturedHashtag,
    { username, domain }: { username: string; domain: string | null },
): FeaturedTag {
    const acct = domain === null ? username : `${username}@${domain}`;
    return {
        id,
        name: displayName,
        url: `${config().origin}/@${acct}/tagged/${encodeURIComponent(name)}`,
        statuses_count: String(statusesCount),
        last_status_at: lastStatusAt === null ? null : asDate(lastStatusAt),
    };
}
