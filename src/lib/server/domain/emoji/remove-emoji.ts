import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../db';
import { customEmojis } from '../../db/schema';
import { NotFound } from '../../errors';
import { removeStored } from '../../storage';

/**
 * Takes an emoji away from the community, with its picture: what was written with it shows its shortcode from then on.
 * @throws NotFound
 */
export async function removeEmoji(db: Database, shortcode: string): Promise<void> {
    const [removed] = await db
        .delete(customEmojis)
        .where(and(eq(customEmojis.shortcode, shortcode), isNull(customEmojis.domain)))
        .returning({ key: customEmojis.key, staticKey: customEmojis.staticKey });
    if (!removed) throw new NotFound(`There is no emoji :${shortcode}: here`);
    for (const key of [removed.key, removed.staticKey]) if (key) await removeStored(key);
}
