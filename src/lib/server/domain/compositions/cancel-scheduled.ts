import { and, eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { compositions } from '../../db/schema';
import { NotFound } from '../../errors';
import { releaseMedia } from '../media';
import type { Viewer } from '../users';
import { findScheduled } from './list-scheduled';

/**
 * Takes a scheduled post back before its time; its media may be attached elsewhere.
 * @throws NotFound where it is not the member's own or was posted already.
 */
export async function cancelScheduled(db: Database, viewer: Viewer, id: string): Promise<void> {
    await inTransaction(db, async (tx) => {
        const { userId } = await findScheduled(tx, viewer, id);
        const removed = await tx
            .delete(compositions)
            .where(and(eq(compositions.id, id), eq(compositions.userId, userId)))
            .returning({ id: compositions.id });
        if (removed.length === 0) throw new NotFound();
        await releaseMedia(tx, id);
    });
}
