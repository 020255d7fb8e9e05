import type { Database } from '../../db';
import { tombstones } from '../../db/schema';
import type { AccountRow } from '../accounts';
import { deleteStatus } from './delete-status';
import { findByUri } from './find-by-uri';

/**
 * Deletes the post `uri` of somebody elsewhere, or makes sure that it never arrives: a deletion may overtake what it
 * deletes. Somebody else's post stays.
 */
export async function buryStatus(db: Database, author: AccountRow, uri: string): Promise<void> {
    // First, so that a Create that is being worked on at this moment sees it, or is seen below.
    await db.insert(tombstones).values({ uri, actorUri: author.uri }).onConflictDoNothing();
    const status = await findByUri(db, uri);
    if (status?.accountId === author.id) await deleteStatus(db, { accountId: author.id }, status.id);
}
