import { and, asc, eq, lte } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { compositions, idempotencyKeys } from '../../db/schema';
import { AtollError } from '../../errors';
import type { JobKind } from '../../jobs';
import { log } from '../../log';
import { releaseMedia } from '../media';
import { prepareDraft, writePost } from '../statuses';
import { findActingViewer } from '../users';
import { scheduledOf, type ScheduledStatus } from './list-scheduled';

export { SCHEDULED } from './scheduled-queue';

/** Milliseconds by which the clocks of queue and process may differ. */
const CLOCK_DIFFERENCE = 1_000;
/** How many a chore posts before it leaves the rest to the next. */
const MOST_AT_ONCE = 200;
/** What a scheduled post may do: what its member could when they wrote it, and no more. */
const SCOPES = ['write:statuses'];

/** Posts a scheduled post at its time. */
export const scheduledJob: JobKind<{ compositionId: string }> = {
    batch: 5,
    retries: 5,
    retryDelay: 5,
    run: (db, { compositionId }) => postScheduled(db, compositionId),
};

/** Posts what is due and was not posted by its own job, after the server was away for example. */
export async function postDueStatuses(db: Database): Promise<void> {
    const due = await db
        .select({ id: compositions.id })
        .from(compositions)
        .where(isDue())
        .orderBy(asc(compositions.scheduledAt))
        .limit(MOST_AT_ONCE);
    for (const { id } of due)
        await postScheduled(db, id).catch((error: unknown) => {
            log.warn({ err: error, compositionId: id }, 'A scheduled post has to wait');
        });
}

/**
 * Posts one scheduled post if its time has come, with the rights its member has now. Posting and taking it off the list
 * is one transaction: it is posted once, whoever tries at the same time and whoever is killed over it. What can no
 * longer be posted is dropped.
 */
async function postScheduled(db: Database, id: string): Promise<void> {
    const [row] = await db
        .select()
        .from(compositions)
        .where(and(eq(compositions.id, id), isDue()));
    if (!row) return;
    const scheduled = scheduledOf(row);
    const { userId, appId, draft } = scheduled;
    const viewer = await findActingViewer(db, userId, { appId, scopes: SCOPES });
    if (!viewer) return drop(db, scheduled, 'Its member may not act');
    try {
        const prepared = await prepareDraft(db, viewer, draft);
        await inTransaction(db, async (tx) => {
            if (!(await takeOff(tx, id))) return;
            const status = await writePost(tx, viewer, prepared);
            await tx
                .update(idempotencyKeys)
                .set({ statusId: status.id, compositionId: null })
                .where(eq(idempotencyKeys.compositionId, id));
        });
    } catch (error) {
        if (!(error instanceof AtollError) || error.status >= 500) throw error;
        await drop(db, scheduled, error.message);
    }
}

function isDue() {
    return lte(compositions.scheduledAt, new Date(Date.now() + CLOCK_DIFFERENCE));
}

/** Takes a due post off the list and frees its media; of several at once one succeeds. */
async function takeOff(tx: Transaction, id: string): Promise<boolean> {
    const taken = await tx
        .delete(compositions)
        .where(and(eq(compositions.id, id), isDue()))
        .returning({ id: compositions.id });
    if (taken.length === 0) return false;
    await releaseMedia(tx, id);
    return true;
}

async function drop(db: Database, { id, userId }: ScheduledStatus, reason: string): Promise<void> {
    await inTransaction(db, (tx) => takeOff(tx, id));
    log.warn({ compositionId: id, userId, reason }, 'A scheduled post was dropped');
}
