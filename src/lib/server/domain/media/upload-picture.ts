import { readFile } from 'node:fs/promises';
import { inTransaction, newId, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { preparePicture } from '../../media';
import type { Actor } from '../users';
import { focusColumns } from './media-words';
import { checkQuota } from './quota';
import type { SentMedia } from './sent-media';
import { discardRenditions, storeRendition, type StoredRendition } from './store-renditions';

/**
 * Takes a picture, and makes it ready. Returns its id.
 * @throws Unprocessable for one that cannot be read or is too large to be decoded, and where there is no room for it.
 */
export async function uploadPicture(
    db: Database,
    actor: Actor,
    { file, description, focus }: SentMedia,
): Promise<string> {
    const { original, small, mimeType, blurhash, dominantColor } = await preparePicture(
        await readFile(file.path),
    );
    const id = newId();
    const stored: StoredRendition[] = [];
    try {
        const whole = await storeRendition('attachments', mimeType, original);
        stored.push(whole);
        const preview = await storeRendition('previews', 'image/webp', small);
        stored.push(preview);
        const bytes = whole.bytes + preview.bytes;
        await inTransaction(db, async (tx) => {
            await checkQuota(tx, actor, bytes);
            await tx.insert(mediaAttachments).values({
                id,
                accountId: actor.accountId,
                type: 'image',
                mimeType,
                key: whole.key,
                previewKey: preview.key,
                variants: [...whole.variants, ...preview.variants],
                description: description || null,
                blurhash,
                dominantColor,
                ...focusColumns({ focus }),
                original: { width: original.width, height: original.height },
                small: { width: small.width, height: small.height },
                bytes,
            });
        });
    } catch (error) {
        await discardRenditions(stored);
        throw error;
    }
    return id;
}
