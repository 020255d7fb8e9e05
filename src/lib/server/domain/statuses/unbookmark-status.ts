import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db';
import { bookmarks } from '../../db/schema';
import type { Viewer } from '../users';
import { findActedOnId, findVisibleStatus } from './find-visible-status';

/**
 * Lets go of a bookmark, also of what may no longer be seen. Returns the status's id.
 * @throws NotFound
 */
export async function unbookmarkStatus(db: Database, viewer: Viewer, id: string): Promise<string> {
    const statusId = await findActedOnId(db, id);
    const removed = await db
        .delete(bookmarks)
        .where(and(eq(bookmarks.accountId, viewer.accountId), eq(bookmarks.statusId, statusId)))
        .returning({ id: bookmarks.id });
    return removed.length > 0 ? statusId : (await findVisibleStatus(db, viewer, statusId)).id;
}
