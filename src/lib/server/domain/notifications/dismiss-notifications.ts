import { and, eq, inArray } from 'drizzle-orm';
import { isId, type Database } from '../../db';
import { notificationRequests, notifications } from '../../db/schema';
import type { Actor } from '../users';
import { isInGroup } from './groups';
import { findNotification } from './list-notifications';

/**
 * Removes one notification.
 * @throws NotFound
 */
export async function dismissNotification(db: Database, owner: Actor, id: string): Promise<void> {
    const { id: found } = await findNotification(db, owner, id);
    await db.delete(notifications).where(eq(notifications.id, found));
}

/** Removes several of a member's own; others among `ids` are passed over. */
export async function dismissNotifications(
    db: Database,
    owner: Actor,
    ids: readonly string[],
): Promise<void> {
    const wanted = ids.filter(isId);
    if (wanted.length === 0) return;
    await db
        .delete(notifications)
        .where(and(eq(notifications.accountId, owner.accountId), inArray(notifications.id, wanted)));
}

/** Removes every notification, those that were set aside and their requests included. */
export async function clearNotifications(db: Database, owner: Actor): Promise<void> {
    await db.delete(notifications).where(eq(notifications.accountId, owner.accountId));
    await db.delete(notificationRequests).where(eq(notificationRequests.accountId, owner.accountId));
}

/** Removes a whole group. None of that name is fine. */
export async function dismissGroup(db: Database, owner: Actor, groupKey: string): Promise<void> {
    await db
        .delete(notifications)
        .where(and(eq(notifications.accountId, owner.accountId), isInGroup(groupKey)));
}
