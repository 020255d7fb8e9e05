import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../db';
import { customEmojis } from '../../db/schema';
import { NotFound } from '../../errors';
import { removePictures } from './picture';

/**
 * Takes an emoji away from the community, with all pictures it ever had: what was written with it shows its shortcode
 * from then on.
 * @throws NotFound
 */
export async function removeEmoji(
    db: Database,
    which: { id: string } | { shortcode: string },
): Promise<void> {
    const named = 'id' in which ? eq(customEmojis.id, which.id) : eq(customEmojis.shortcode, which.shortcode);
    const [removed] = await db
        .delete(customEmojis)
        .where(and(named, isNull(customEmojis.domain)))
        .returning({ key: customEmojis.key, formerKeys: customEmojis.formerKeys });
    if (!removed)
        throw new NotFound('shortcode' in which ? `There is no emoji :${which.shortcode}: here` : undefined);
    await removePictures([removed.key, ...removed.formerKeys]);
}
