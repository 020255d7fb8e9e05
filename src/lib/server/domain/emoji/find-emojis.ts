import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { findEmoji } from '$lib/text';
import { addressOfEmoji } from './picture';

/** An emoji of this community. */
export interface CommunityEmoji {
    shortcode: string;
    key: string;
    category: string | null;
    visibleInPicker: boolean;
}

/** Every emoji of the community that can be written, by category and name. */
export function listEmojis(db: Queryable): Promise<CommunityEmoji[]> {
    return all(db, {});
}

/** The community's emoji that texts use, as shortcode → address; asks nothing where none is written. */
export async function findEmojis(db: Queryable, texts: readonly string[]): Promise<Record<string, string>> {
    const shortcodes = [...new Set(texts.flatMap(findEmoji).map(({ shortcode }) => shortcode))];
    if (shortcodes.length === 0) return {};
    const rows = await named(db, { shortcodes });
    return Object.fromEntries(rows.map((emoji) => [emoji.shortcode, addressOfEmoji(emoji)]));
}

const COLUMNS = sql`select shortcode, key, category, visible_in_picker as "visibleInPicker" from custom_emojis
    where domain is null and key is not null and not disabled`;

const all = prepared<CommunityEmoji, object>(() => sql`${COLUMNS} order by category nulls first, shortcode`);

const named = prepared<CommunityEmoji, { shortcodes: string[] }>(
    (parameter) => sql`${COLUMNS} and shortcode = any(${parameter('shortcodes', 'text[]')})`,
);
