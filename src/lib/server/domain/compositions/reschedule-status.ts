import { and, eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { compositions } from '../../db/schema';
import { NotFound } from '../../errors';
import { enqueue } from '../../jobs';
import type { Viewer } from '../users';
import { checkTime } from './check-time';
import { findScheduled, scheduledOf, type ScheduledStatus } from './list-scheduled';
import { SCHEDULED } from './scheduled-queue';

/**
 * Gives a scheduled post another time.
 * @throws NotFound where it is not the member's own or was posted already, Unprocessable for a time that may not be chosen.
 */
export async function rescheduleStatus(
    db: Database,
    viewer: Viewer,
    id: string,
    scheduledAt: Date,
): Promise<ScheduledStatus> {
    return inTransaction(db, async (tx) => {
        const { userId } = await findScheduled(tx, viewer, id);
        await checkTime(tx, { userId, scheduledAt, movedId: id });
        // One that is being posted at this moment is gone when the UPDATE gets to it.
        const [row] = await tx
            .update(compositions)
            .set({ scheduledAt })
            .where(and(eq(compositions.id, id), eq(compositions.userId, userId)))
            .returning();
        if (!row) throw new NotFound();
        await enqueue(tx, SCHEDULED, [{ compositionId: id }], { startAfter: scheduledAt });
        return scheduledOf(row);
    });
}
