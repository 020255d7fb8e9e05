import { and, eq, isNotNull } from 'drizzle-orm';
import { isId, newestFirst, sliceOrder, withinSlice, type Queryable, type Slice } from '../../db';
import { compositions } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Draft } from '../statuses';
import type { Viewer } from '../users';

/** A post with a date: what will be posted, when, and through which app it was written. */
export interface ScheduledStatus {
    id: string;
    userId: string;
    scheduledAt: Date;
    draft: Draft;
    appId: string | null;
}

type Row = typeof compositions.$inferSelect;

/** The scheduled post that a row keeps. */
export function scheduledOf({ id, userId, scheduledAt, params }: Row): ScheduledStatus {
    if (scheduledAt === null) throw new Error('A composition without a date is not scheduled');
    return { id, userId, scheduledAt, ...(params as unknown as Pick<ScheduledStatus, 'draft' | 'appId'>) };
}

/** What a member has scheduled, the one written last first. */
export async function listScheduled(
    db: Queryable,
    { userId }: Viewer,
    slice: Slice,
): Promise<ScheduledStatus[]> {
    const rows = await db
        .select()
        .from(compositions)
        .where(
            and(
                eq(compositions.userId, userId),
                isNotNull(compositions.scheduledAt),
                withinSlice(compositions.id, slice),
            ),
        )
        .orderBy(sliceOrder(compositions.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice).map(scheduledOf);
}

/** @throws NotFound where it is not the member's own, or was posted already. */
export async function findScheduled(db: Queryable, { userId }: Viewer, id: string): Promise<ScheduledStatus> {
    const [row] = isId(id)
        ? await db
              .select()
              .from(compositions)
              .where(
                  and(
                      eq(compositions.id, id),
                      eq(compositions.userId, userId),
                      isNotNull(compositions.scheduledAt),
                  ),
              )
        : [];
    if (!row) throw new NotFound();
    return scheduledOf(row);
}
