import { and, eq, isNull } from 'drizzle-orm';
import { newId, type Database } from '../../db';
import { customEmojis } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { cutPicture, PICTURE_SIZES } from '../../media';
import { newKey, put } from '../../storage';
import { stillKeyOf } from './picture';

/** The most bytes of a picture that becomes an emoji. */
export const MOST_EMOJI_BYTES = 256_000;
const SHORTCODE = /^[A-Za-z0-9_]{2,64}$/;

/** An emoji as an operator gives it. */
export interface NewEmoji {
    /** Without colons. */
    shortcode: string;
    /** A PNG, GIF, WebP, JPEG or AVIF. */
    picture: Buffer;
    category?: string;
    /** Whether apps offer it; one that is not offered can be written all the same. */
    visibleInPicker?: boolean;
}

/**
 * Gives the community an emoji. One of the same shortcode gets the new picture: what was written before keeps the one it
 * was written with, whose file therefore stays.
 * @throws Unprocessable for a shortcode or a picture that cannot be one.
 */
export async function addEmoji(db: Database, emoji: NewEmoji): Promise<{ replaced: boolean }> {
    const { shortcode, picture, category, visibleInPicker = true } = emoji;
    if (!SHORTCODE.test(shortcode))
        throw new Unprocessable('A shortcode is 2 to 64 letters, digits or underscores');
    if (picture.length > MOST_EMOJI_BYTES)
        throw new Unprocessable(`The picture is larger than ${MOST_EMOJI_BYTES / 1_000} kB`);
    const { moving, still } = await cutPicture(picture, PICTURE_SIZES.emoji);
    const key = newKey('emoji', 'webp');
    const staticKey = stillKeyOf(key);
    await put(key, moving);
    await put(staticKey, still);
    const values = { key, staticKey, category: category ?? null, visibleInPicker, disabled: false };
    const replaced = await db
        .update(customEmojis)
        .set({ ...values, updatedAt: new Date() })
        .where(and(eq(customEmojis.shortcode, shortcode), isNull(customEmojis.domain)))
        .returning({ id: customEmojis.id });
    if (replaced.length > 0) return { replaced: true };
    await db.insert(customEmojis).values({ id: newId(), shortcode, ...values });
    return { replaced: false };
}
