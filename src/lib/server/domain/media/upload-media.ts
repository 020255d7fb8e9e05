import { newId, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { preparePicture } from '../../media';
import { newKey, put, removeStored } from '../../storage';
import type { Actor } from '../users';
import { checkedWords, focusColumns, type MediaWords } from './media-words';

const EXTENSIONS: Record<string, string> = {
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/webp': 'webp',
    'image/gif': 'gif',
};

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
    const key = newKey('attachments', EXTENSIONS[mimeType] ?? 'bin');
    const previewKey = newKey('previews', 'webp');
    try {
        await put(key, original.bytes);
        await put(previewKey, small.bytes);
        await db.insert(mediaAttachments).values({
            id,
            accountId,
            type: 'image',
            mimeType,
            key,
            previewKey,
            description: description || null,
            blurhash,
            dominantColor,
            ...focusColumns(words),
            original: { width: original.width, height: original.height },
            small: { width: small.width, height: small.height },
            bytes: original.bytes.length + small.bytes.length,
        });
    } catch (error) {
        await Promise.allSettled([key, previewKey].map(removeStored));
        throw error;
    }
    return id;
}
