import { newId, type Database } from '../../db';
import { bookmarks } from '../../db/schema';
import type { Viewer } from '../users';
import { findActedOnStatus } from './find-visible-status';

/**
 * Keeps a status for later; nobody else learns of it. Returns the status's id.
 * @throws NotFound
 */
export async function bookmarkStatus(db: Database, viewer: Viewer, id: string): Promise<string> {
    const status = await findActedOnStatus(db, viewer, id);
    await db
        .insert(bookmarks)
        .values({ id: newId(), accountId: viewer.accountId, statusId: status.id })
        .onConflictDoNothing();
    return status.id;
}
