import { inTransaction, type Database } from '../../db';
import { NotFound } from '../../errors';
import { deleteStatus, withdrawIdempotencyKey } from '../statuses';
import type { Viewer } from '../users';
import { cancelScheduled } from './cancel-scheduled';

/**
 * What a member sent under an Idempotency-Key, without having heard an answer, is not wanted: a post made of it is
 * deleted, a scheduled one is cancelled, and a request that comes late is refused. To ask again changes nothing.
 */
export async function withdrawSubmission(db: Database, viewer: Viewer, key: string): Promise<void> {
    const made = await inTransaction(db, (tx) => withdrawIdempotencyKey(tx, viewer, key));
    const isGone = (error: unknown) => {
        if (!(error instanceof NotFound)) throw error;
    };
    if (made?.statusId) await deleteStatus(db, viewer, made.statusId).catch(isGone);
    else if (made?.compositionId) await cancelScheduled(db, viewer, made.compositionId).catch(isGone);
}
