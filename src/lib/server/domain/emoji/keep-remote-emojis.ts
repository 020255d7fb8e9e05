import { LRUCache } from 'lru-cache';
import { sql } from 'drizzle-orm';
import type { EmojiRecord } from '../../activitypub/read-tags';
import { newId, type Queryable } from '../../db';

/** The most emoji that are remembered of one server. */
const MOST_OF_ONE_SERVER = 10_000;

/** What was written down lately: the same few emoji come with almost every post. */
const written = new WeakMap<object, LRUCache<string, true>>();

/**
 * Remembers which emoji people of a server use, so that they can be found and taken over. A newer word replaces an older
 * one, never the reverse; a server that tells no times is believed each time. Posts keep the pictures they came with.
 */
export async function keepRemoteEmojis(
    db: Queryable,
    domain: string | null,
    emojis: readonly EmojiRecord[],
): Promise<void> {
    if (domain === null || emojis.length === 0) return;
    const known = knownTo(db);
    const news = emojis.filter((emoji) => !known.has(keyOf(domain, emoji)));
    if (news.length === 0) return;
    // The last of each name; in one order, so that two that write at once do not wait for each other.
    const rows = [...new Map(news.map((emoji) => [emoji.shortcode, emoji])).values()]
        .toSorted((a, b) => (a.shortcode < b.shortcode ? -1 : 1))
        .map(({ shortcode, url, id, updated, keywords }) => ({
            id: newId(),
            shortcode,
            uri: id ?? null,
            url,
            aliases: keywords,
            at: new Date(Math.min(updated?.getTime() ?? 0, Date.now())),
        }));
    await db.execute(sql`
        insert into custom_emojis as known
            (id, shortcode, domain, uri, remote_url, aliases, visible_in_picker, updated_at)
        select id, shortcode, ${domain}, uri, url, aliases, false, at
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
            as said (id bigint, shortcode text, uri text, url text, aliases text[], at timestamptz)
        where (select count(*) from custom_emojis where domain = ${domain}) < ${MOST_OF_ONE_SERVER}
            or exists (select 1 from custom_emojis other
                where other.domain = ${domain} and other.shortcode = said.shortcode)
        order by shortcode
        on conflict (shortcode, domain) do update
            set uri = excluded.uri, remote_url = excluded.remote_url, aliases = excluded.aliases,
                updated_at = excluded.updated_at
            where excluded.updated_at > known.updated_at
                or (excluded.updated_at = known.updated_at and excluded.remote_url <> known.remote_url)`);
    for (const emoji of news) known.set(keyOf(domain, emoji), true);
}

const keyOf = (domain: string, { shortcode, url, updated }: EmojiRecord) =>
    `${domain} ${shortcode} ${url} ${updated?.getTime() ?? ''}`;

function knownTo(db: object): LRUCache<string, true> {
    let known = written.get(db);
    if (!known) written.set(db, (known = new LRUCache({ max: 20_000 })));
    return known;
}
