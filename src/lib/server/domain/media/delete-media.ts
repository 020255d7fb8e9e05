import { and, isNull } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { discardFiles } from './discard-files';
import { findOwnMedia, isOwn } from './own-media';
import { filesOf } from './store-renditions';

/**
 * Deletes an own file that nothing holds.
 * @throws NotFound also for somebody else's file, Unprocessable for one that a post shows or a scheduled one will.
 */
export async function deleteMedia(db: Database, actor: Actor, id: string): Promise<void> {
    await inTransaction(db, async (tx) => {
        await findOwnMedia(tx, actor, id);
        const gone = await tx
            .delete(mediaAttachments)
            .where(
                and(
                    isOwn(actor, id),
                    isNull(mediaAttachments.statusId),
                    isNull(mediaAttachments.compositionId),
                ),
            )
            .returning();
        if (gone.length === 0) throw new Unprocessable('Media attachment is currently used by a status');
        await discardFiles(tx, gone.flatMap(filesOf));
    });
}
