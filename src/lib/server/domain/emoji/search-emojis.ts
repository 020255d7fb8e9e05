import { and, eq, ilike, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { customEmojis } from '../../db/schema';
import { NotFound } from '../../errors';

/** An emoji as those who look after them see it: the community's own, or one that other servers use. */
export interface KeptEmoji {
    id: string;
    shortcode: string;
    /** Null for the community's own. */
    domain: string | null;
    key: string | null;
    remoteUrl: string | null;
    category: string | null;
    aliases: string[];
    visibleInPicker: boolean;
    disabled: boolean;
    updatedAt: Date;
    /** Another server's: whether the community has one of this shortcode. */
    isTaken: boolean;
}

/** Which emoji are looked for. */
export interface EmojiSearch {
    /** The community's own, or those of others. */
    remote?: boolean | undefined;
    /** A part of a shortcode or of an alias. */
    query?: string | undefined;
    category?: string | undefined;
    /** Of which other server. */
    domain?: string | undefined;
}

const { id, shortcode, domain, key, remoteUrl, category, aliases, visibleInPicker, disabled, updatedAt } =
    customEmojis;
const columns = {
    ...{ id, shortcode, domain, key, remoteUrl, category, aliases, visibleInPicker, disabled, updatedAt },
    isTaken: sql<boolean>`${domain} is not null and exists (select 1 from custom_emojis own
        where own.domain is null and own.shortcode = ${shortcode})`,
};

/** Emoji that fit, the latest first. */
export async function searchEmojis(
    db: Database,
    { remote = false, query, category: heading, domain: server }: EmojiSearch,
    slice: Slice,
): Promise<KeptEmoji[]> {
    const pattern =
        query &&
        `%${query
            .replaceAll(':', '')
            .toLowerCase()
            .replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await db
        .select(columns)
        .from(customEmojis)
        .where(
            and(
                remote ? isNotNull(domain) : isNull(domain),
                server ? eq(domain, server.toLowerCase()) : undefined,
                heading ? eq(category, heading) : undefined,
                pattern
                    ? or(
                          sql`lower(${shortcode}) like ${pattern}`,
                          ilike(sql`array_to_string(${aliases}, ' ')`, pattern),
                      )
                    : undefined,
                withinSlice(id, slice),
            ),
        )
        .orderBy(sliceOrder(id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}

/**
 * One of them.
 * @throws NotFound
 */
export async function findKeptEmoji(db: Database, wanted: string): Promise<KeptEmoji> {
    const [found] = await db.select(columns).from(customEmojis).where(eq(id, wanted));
    if (!found) throw new NotFound();
    return found;
}
