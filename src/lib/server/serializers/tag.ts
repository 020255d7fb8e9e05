import { sql } from 'drizzle-orm';
import type { FeaturedTag, Tag } from '$lib/mastodon-api/entities';
import { config } from '../config';
import { prepared, type Database } from '../db';
import { hashtagPage, type FeaturedHashtag } from '../domain/hashtags';
import type { Actor } from '../domain/users';
import { asDate } from './moments';
import { usageHistory, type DayRow } from './usage-history';

interface TagRow {
    id: string;
    name: string;
    displayName: string;
    following: boolean;
    featuring: boolean;
    days: DayRow[] | null;
}

const findTags = prepared<TagRow, { names: readonly string[]; viewerId: string | null }>(
    (parameter) => sql`
        select t.id, t.name, t.display_name as "displayName",
            exists (select 1 from followed_tags f
                where f.tag_id = t.id and f.account_id = ${parameter('viewerId', 'bigint')}) as following,
            exists (select 1 from featured_tags f
                where f.tag_id = t.id and f.account_id = ${parameter('viewerId', 'bigint')}) as featuring,
            (select jsonb_agg(jsonb_build_object('day', d.day, 'uses', d.uses, 'people', d.people))
                from hashtag_days d where d.tag_id = t.id) as days
        from tags t where t.name = any(${parameter('names', 'text[]')})`,
);

/**
 * Hashtags by their folded identities, in that order, with their use in public of the last seven days. One that nobody has used
 * yet has an id of 0. https://docs.joinmastodon.org/entities/Tag/
 */
export async function presentTags(
    db: Database,
    viewer: Actor | null,
    names: readonly string[],
): Promise<Tag[]> {
    if (names.length === 0) return [];
    const rows = await findTags(db, { names, viewerId: viewer?.accountId ?? null });
    const byName = new Map(rows.map((row) => [row.name, row]));
    return names.map((name) => {
        const row = byName.get(name);
        return {
            id: row?.id ?? '0',
            name: row?.displayName ?? name,
            url: hashtagPage(name),
            history: usageHistory(row?.days ?? []),
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
