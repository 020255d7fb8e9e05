import { and, eq, isNull, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { customEmojis } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { MOST_EMOJIS, wordColumns, type EmojiWords } from './emoji-words';
import { cutEmoji, keepPicture, removePictures } from './picture';

/** What is told where a shortcode is another emoji's. */
export const TAKEN = 'Validation failed: Shortcode has already been taken';

/** An emoji as it is given to the community. */
export interface NewEmoji extends EmojiWords {
    shortcode: string;
    /** A PNG, APNG, GIF, WebP, JPEG or AVIF. */
    picture: Buffer;
}

/** What became of an emoji that was given. */
export interface AddedEmoji {
    id: string;
    /** There was one of this shortcode, which has the new picture now. */
    replaced: boolean;
}

/**
 * Gives the community an emoji. One of the same shortcode gets the new picture: what was written before keeps the one it
 * was written with, whose file therefore stays. What nothing is said about stays as it was.
 * @throws Unprocessable for a shortcode or a picture that cannot be one, for one too many, and for a shortcode that is
 *   taken where it is not to be replaced.
 */
export async function addEmoji(
    db: Database,
    { picture, ...words }: NewEmoji,
    { replace = true } = {},
): Promise<AddedEmoji> {
    const columns = wordColumns({ ...words, enabled: words.enabled ?? true });
    const keys = await keepPicture(await cutEmoji(picture));
    try {
        return await inTransaction(db, (tx) => write(tx, { ...columns, ...keys }, replace));
    } catch (error) {
        await removePictures([keys.key]);
        throw error;
    }
}

type Columns = ReturnType<typeof wordColumns> & { key: string; staticKey: string };

async function write(tx: Transaction, columns: Columns, replace: boolean): Promise<AddedEmoji> {
    const { shortcode = '' } = columns;
    await oneAfterTheOther(tx);
    const own = isNull(customEmojis.domain);
    const named = and(own, eq(customEmojis.shortcode, shortcode));
    const [known] = await tx.select({ id: customEmojis.id }).from(customEmojis).where(named);
    if (known && !replace) throw new Unprocessable(TAKEN);
    if (known) {
        await tx
            .update(customEmojis)
            .set({ ...columns, formerKeys: withFormer, updatedAt: new Date() })
            .where(named);
        return { id: known.id, replaced: true };
    }
    if ((await tx.$count(customEmojis, own)) >= MOST_EMOJIS)
        throw new Unprocessable(`A community has at most ${MOST_EMOJIS} emoji`);
    const id = newId();
    await tx.insert(customEmojis).values({ id, ...columns, shortcode });
    return { id, replaced: false };
}

/** Of two changes at once, each has to see the other. */
export async function oneAfterTheOther(tx: Transaction): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('emoji of the community', 7))`);
}

/** The files of former pictures, once the present one has become one. */
export const withFormer = sql`array_append(${customEmojis.formerKeys}, ${customEmojis.key})`;
