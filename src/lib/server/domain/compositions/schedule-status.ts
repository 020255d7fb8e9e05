import { TransactionRollbackError } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { compositions } from '../../db/schema';
import { NotFound } from '../../errors';
import { enqueue } from '../../jobs';
import { attachMedia } from '../media';
import { claimIdempotencyKey, prepareDraft, writePost, type Draft, type PreparedDraft } from '../statuses';
import type { Viewer } from '../users';
import { checkTime } from './check-time';
import { findScheduled, type ScheduledStatus } from './list-scheduled';
import { SCHEDULED } from './scheduled-queue';

/**
 * Keeps what a member wrote until its time. What could not be posted now is refused now; its media are nobody else's
 * from here on. The same request again, by its `idempotencyKey`, gives the same.
 * @throws Unprocessable for a draft that cannot be posted or a time that may not be chosen, NotFound for a reply to what
 *   the member may not see.
 */
export async function scheduleStatus(
    db: Database,
    viewer: Viewer,
    request: Draft & { scheduledAt: Date },
    { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<ScheduledStatus> {
    const prepared = await prepareDraft(db, viewer, request);
    return inTransaction(db, async (tx) => {
        const id = newId();
        if (idempotencyKey !== undefined) {
            const claim = { key: idempotencyKey, request, compositionId: id };
            const earlier = await claimIdempotencyKey(tx, viewer, claim);
            if (earlier) return findEarlier(tx, viewer, earlier.compositionId);
        }
        const { userId, appId } = viewer;
        const { scheduledAt, ...draft } = { ...prepared.checked, scheduledAt: request.scheduledAt };
        await checkTime(tx, { userId, scheduledAt });
        await tryPosting(tx, viewer, prepared);
        await tx.insert(compositions).values({ id, userId, scheduledAt, params: { draft, appId } });
        await attachMedia(tx, viewer, { compositionId: id }, draft.mediaIds);
        await enqueue(tx, SCHEDULED, [{ compositionId: id }], { startAfter: scheduledAt });
        return { id, userId, scheduledAt, draft, appId };
    });
}

async function findEarlier(tx: Transaction, viewer: Viewer, id: string | null): Promise<ScheduledStatus> {
    if (id === null) throw new NotFound('This post was published already');
    return findScheduled(tx, viewer, id);
}

/** Posts it and takes it back, so that what is refused is exactly what posting refuses. */
async function tryPosting(tx: Transaction, viewer: Viewer, prepared: PreparedDraft): Promise<void> {
    const trial = tx.transaction(async (inner) => {
        await writePost(inner, viewer, prepared);
        inner.rollback();
    });
    await trial.catch((error: unknown) => {
        if (!(error instanceof TransactionRollbackError)) throw error;
    });
}
