import { and, eq } from 'drizzle-orm';
import { withinSlice, type Database } from '../../db';
import { markers, notifications, type NotificationKind } from '../../db/schema';
import type { Viewer } from '../users';
import { countGroups } from './groups';
import { isChosen, partsOf, type NotificationChoice } from './list-notifications';

/** How much of a count is looked at. */
export interface UnreadLimit {
    /** Counting ends there. */
    limit: number;
    /** Groups count as one. */
    byGroup: boolean;
    /** The kinds that make groups, where not the usual ones. */
    grouped?: readonly NotificationKind[];
}

/** How many notifications came since the member last read them, on any device. */
export async function countUnread(
    db: Database,
    viewer: Viewer,
    { limit, byGroup, grouped }: UnreadLimit,
    choice: NotificationChoice = {},
): Promise<number> {
    const [marker] = await db
        .select({ lastReadId: markers.lastReadId })
        .from(markers)
        .where(and(eq(markers.userId, viewer.userId), eq(markers.timeline, 'notifications')));
    const sinceId = marker?.lastReadId;
    if (byGroup) return countGroups(db, viewer, { sinceId, limit }, choice, grouped);
    const newer = db
        .select({ id: notifications.id })
        .from(notifications)
        .where(and(isChosen(partsOf(viewer, choice)), withinSlice(notifications.id, { limit, sinceId })))
        .limit(limit)
        .as('newer');
    return db.$count(newer);
}
