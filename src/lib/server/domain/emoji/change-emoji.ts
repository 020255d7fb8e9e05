import { and, eq, isNull, ne } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { customEmojis } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { oneAfterTheOther, TAKEN, withFormer } from './add-emoji';
import { wordColumns, type EmojiWords } from './emoji-words';
import { cutEmoji, keepPicture, removePictures } from './picture';

/** What is to be different about an emoji. */
export interface EmojiChanges extends EmojiWords {
    picture?: Buffer | undefined;
}

/**
 * Changes one of the community's emoji. Under another shortcode or with another picture it is that from now on: what was
 * written before keeps what it was written with.
 * @throws NotFound, Unprocessable for what cannot be, or a shortcode that is taken.
 */
export async function changeEmoji(
    db: Database,
    id: string,
    { picture, ...words }: EmojiChanges,
): Promise<void> {
    const columns = wordColumns(words);
    const keys = picture && (await keepPicture(await cutEmoji(picture)));
    try {
        await inTransaction(db, (tx) => write(tx, id, { ...columns, ...keys }));
    } catch (error) {
        if (keys) await removePictures([keys.key]);
        throw error;
    }
}

type Columns = ReturnType<typeof wordColumns> & { key?: string; staticKey?: string };

async function write(tx: Transaction, id: string, columns: Columns): Promise<void> {
    const own = isNull(customEmojis.domain);
    if (columns.shortcode !== undefined) {
        await oneAfterTheOther(tx);
        const namedSo = and(own, eq(customEmojis.shortcode, columns.shortcode), ne(customEmojis.id, id));
        if ((await tx.$count(customEmojis, namedSo)) > 0) throw new Unprocessable(TAKEN);
    }
    const changed = await tx
        .update(customEmojis)
        .set({ ...columns, ...(columns.key && { formerKeys: withFormer }), updatedAt: new Date() })
        .where(and(own, eq(customEmojis.id, id)))
        .returning({ id: customEmojis.id });
    if (changed.length === 0) throw new NotFound();
}
