import { newId, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { preparePicture } from '../../media';
import type { Actor } from '../users';
import { checkedWords, focusColumns, type MediaWords } from './media-words';
import { discardRenditions, storeRendition, type StoredRendition } from './store-renditions';

/**
 * Takes a picture that a post shall show later, and makes it ready. Returns its id.
 * @throws Unprocessable for what is no picture, one too large to be decoded, or a description that is too long.
 */
export async function uploadMedia(
    db: Database,
    { accountId }: Actor,
    { bytes, ...words }: MediaWords & { bytes: Buffer },
): Promise<string> {
    const { description } = checkedWords(words);
    const { original, small, mimeType, blurhash, dominantColor } = await preparePicture(bytes);
    const id = newId();
    const stored: StoredRendition[] = [];
    try {
        const whole = await storeRendition('attachments', mimeType, original);
        stored.push(whole);
        const preview = await storeRendition('previews', 'image/webp', small);
        stored.push(preview);
        await db.insert(mediaAttachments).values({
            id,
            accountId,
            type: 'image',
            mimeType,
            key: whole.key,
            previewKey: preview.key,
            variants: [...whole.variants, ...preview.variants],
            description: description || null,
            blurhash,
            dominantColor,
            ...focusColumns(words),
            original: { width: original.width, height: original.height },
            small: { width: small.width, height: small.height },
            bytes: whole.bytes + preview.bytes,
        });
    } catch (error) {
        await discardRenditions(stored);
        throw error;
    }
    return id;
}
