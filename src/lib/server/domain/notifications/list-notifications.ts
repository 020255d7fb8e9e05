import { and, eq, inArray, isNull, notInArray, sql, type SQL } from 'drizzle-orm';
import { isId, newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { accounts, notifications, type NotificationKind } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';

export type NotificationRow = typeof notifications.$inferSelect;

/** Which notifications are meant. */
export interface NotificationChoice {
    kinds?: readonly NotificationKind[];
    exceptKinds?: readonly NotificationKind[];
    fromAccountId?: string;
    /** Those the policy set aside as well. */
    includeFiltered?: boolean;
}

/** A member's notifications, newest first. Those of suspended people are left out. */
export async function listNotifications(
    db: Database,
    owner: Actor,
    slice: Slice,
    choice: NotificationChoice = {},
): Promise<NotificationRow[]> {
    const rows = await db
        .select({ row: notifications })
        .from(notifications)
        .innerJoin(accounts, and(eq(accounts.id, notifications.fromAccountId), isNull(accounts.suspendedAt)))
        .where(and(isChosen(owner, choice), withinSlice(notifications.id, slice)))
        .orderBy(sliceOrder(notifications.id, slice))
        .limit(slice.limit);
    return newestFirst(
        rows.map(({ row }) => row),
        slice,
    );
}

/**
 * One of a member's own notifications, also one that was set aside.
 * @throws NotFound
 */
export async function findNotification(db: Database, owner: Actor, id: string): Promise<NotificationRow> {
    const [row] = isId(id)
        ? await db
              .select()
              .from(notifications)
              .where(and(eq(notifications.id, id), eq(notifications.accountId, owner.accountId)))
        : [];
    if (!row) throw new NotFound();
    return row;
}

/**
 * As a condition on rows of `notifications`. What people caused who are muted by now is hidden as long as they are, not
 * lost.
 */
export function isChosen(owner: Actor, choice: NotificationChoice): SQL | undefined {
    const { kinds, exceptKinds, fromAccountId, includeFiltered } = choice;
    return and(
        eq(notifications.accountId, owner.accountId),
        kinds ? inArray(notifications.kind, [...kinds]) : undefined,
        exceptKinds?.length ? notInArray(notifications.kind, [...exceptKinds]) : undefined,
        fromAccountId ? eq(notifications.fromAccountId, fromAccountId) : undefined,
        includeFiltered ? undefined : eq(notifications.filtered, false),
        sql`${notifications.fromAccountId} not in (select m.target_id from mutes m where m.account_id = ${owner.accountId}
            and m.hide_notifications and (m.expires_at is null or m.expires_at > now()))`,
    );
}
