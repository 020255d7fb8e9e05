import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { findEmoji } from '$lib/text';
import { addressOfEmoji } from './picture';

/** An emoji of this community. */
export interface CommunityEmoji {
    shortcode: string;
    key: string;
    category: string | null;
    /** Other words by which it is found. */
    aliases: string[];
    visibleInPicker: boolean;
    /** When it was changed last. */
    updatedAt: Date;
}

/** Every emoji of the community that can be written, by category and name. */
export async function readEmojis(db: Queryable): Promise<CommunityEmoji[]> {
    return (await all(db, {})).map(asEmoji);
}

/** The community's emoji that texts use, as shortcode → address; asks nothing where none is written. */
export async function findEmojis(db: Queryable, texts: readonly string[]): Promise<Record<string, string>> {
    const shortcodes = [...new Set(texts.flatMap(findEmoji).map(({ shortcode }) => shortcode))];
    const found = await describeEmojis(db, shortcodes);
    return Object.fromEntries(found.map((emoji) => [emoji.shortcode, addressOfEmoji(emoji)]));
}

/** The community's emoji of these shortcodes, as they are now; asks nothing for none. */
export async function describeEmojis(
    db: Queryable,
    shortcodes: readonly string[],
): Promise<CommunityEmoji[]> {
    if (shortcodes.length === 0) return [];
    return (await named(db, { shortcodes: [...shortcodes] })).map(asEmoji);
}

type Row = Omit<CommunityEmoji, 'updatedAt'> & { updatedAt: string };

const asEmoji = (row: Row): CommunityEmoji => ({ ...row, updatedAt: new Date(row.updatedAt) });

const COLUMNS = sql`select shortcode, key, category, aliases, visible_in_picker as "visibleInPicker",
    updated_at as "updatedAt" from custom_emojis
    where domain is null and key is not null and not disabled`;

const all = prepared<Row, object>(() => sql`${COLUMNS} order by category nulls first, shortcode`);

const named = prepared<Row, { shortcodes: string[] }>(
    (parameter) => sql`${COLUMNS} and shortcode = any(${parameter('shortcodes', 'text[]')})`,
);
