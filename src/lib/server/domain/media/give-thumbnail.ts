import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { openStored } from '../../storage';
import type { Actor } from '../users';
import { discardFiles } from './discard-files';
import { findOwnMedia, isOwn } from './own-media';
import { checkQuota } from './quota';
import { storePreview } from './store-preview';
import { discardRenditions } from './store-renditions';

/**
 * Shows a picture of the member's choice before their film is played, or beside their sound, until a post shows it.
 * @throws NotFound also for somebody else's file and one that a post shows, Unprocessable for a picture, which is its own,
 * and for what is none.
 */
export async function giveThumbnail(db: Database, actor: Actor, id: string, bytes: Buffer): Promise<void> {
    const { statusId, type } = await findOwnMedia(db, actor, id);
    if (statusId !== null) throw new NotFound();
    if (type === 'image') throw new Unprocessable('Validation failed: A picture is its own thumbnail');
    const { stored, columns } = await storePreview(bytes);
    try {
        await inTransaction(db, async (tx) => {
            const [file] = await tx
                .select()
                .from(mediaAttachments)
                .where(and(isOwn(actor, id), isNull(mediaAttachments.statusId)))
                .for('update');
            if (!file) throw new NotFound();
            const former = file.previewKey ? [file.previewKey] : [];
            // All twins of film and sound are those of their previews.
            const gone = [...former, ...file.variants.map(({ key }) => key)];
            const more = stored.bytes - (await bytesOf(gone));
            await checkQuota(tx, actor, more);
            await tx
                .update(mediaAttachments)
                .set({ ...columns, bytes: Math.max(0, file.bytes + more) })
                .where(eq(mediaAttachments.id, id));
            await discardFiles(tx, gone);
        });
    } catch (error) {
        await discardRenditions([stored]);
        throw error;
    }
}

async function bytesOf(keys: readonly string[]): Promise<number> {
    const files = await Promise.all(keys.map(openStored));
    return files.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
}
