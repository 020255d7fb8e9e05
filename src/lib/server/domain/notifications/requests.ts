import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import {
    inTransaction,
    isId,
    newestFirst,
    sliceOrder,
    withinSlice,
    type Database,
    type Slice,
} from '../../db';
import { accounts, notificationRequests, notifications } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';

export type RequestRow = typeof notificationRequests.$inferSelect;

/** Waits for the member's decision: neither let through, nor empty. */
const waits = and(isNull(notificationRequests.acceptedAt), gt(notificationRequests.count, 0));

/** People whose posts the policy set aside, and who wait to be let through. */
export async function listRequests(db: Database, owner: Actor, slice: Slice): Promise<RequestRow[]> {
    const rows = await db
        .select({ row: notificationRequests })
        .from(notificationRequests)
        .innerJoin(
            accounts,
            and(eq(accounts.id, notificationRequests.fromAccountId), isNull(accounts.suspendedAt)),
        )
        .where(
            and(
                eq(notificationRequests.accountId, owner.accountId),
                waits,
                withinSlice(notificationRequests.id, slice),
            ),
        )
        .orderBy(sliceOrder(notificationRequests.id, slice))
        .limit(slice.limit);
    return newestFirst(
        rows.map(({ row }) => row),
        slice,
    );
}

/** @throws NotFound where it is not the owner's, or was decided. */
export async function findRequest(db: Database, owner: Actor, id: string): Promise<RequestRow> {
    const [row] = isId(id) ? await ownRequests(db, owner, [id]) : [];
    if (!row) throw new NotFound();
    return row;
}

/**
 * Lets people through: what was set aside of them is shown, and the policy no longer holds against them.
 * @throws NotFound where one of them is not the owner's.
 */
export function acceptRequests(db: Database, owner: Actor, ids: readonly string[]): Promise<void> {
    return inTransaction(db, async (tx) => {
        const rows = await ownRequests(tx, owner, ids);
        if (rows.length < new Set(ids).size) throw new NotFound();
        if (rows.length === 0) return;
        await tx
            .update(notificationRequests)
            .set({ acceptedAt: new Date(), count: 0 })
            .where(inArray(notificationRequests.id, idsOf(rows)));
        await tx
            .update(notifications)
            .set({ filtered: false })
            .where(
                and(
                    eq(notifications.accountId, owner.accountId),
                    inArray(notifications.fromAccountId, senders(rows)),
                ),
            );
        await emit(tx, { type: 'notifications.merged', accountId: owner.accountId });
    });
}

/**
 * Turns people away: what was set aside of them is removed. What they write later asks again.
 * @throws NotFound where one of them is not the owner's.
 */
export function dismissRequests(db: Database, owner: Actor, ids: readonly string[]): Promise<void> {
    return inTransaction(db, async (tx) => {
        const rows = await ownRequests(tx, owner, ids);
        if (rows.length < new Set(ids).size) throw new NotFound();
        if (rows.length === 0) return;
        await tx.delete(notificationRequests).where(inArray(notificationRequests.id, idsOf(rows)));
        await tx
            .delete(notifications)
            .where(
                and(
                    eq(notifications.accountId, owner.accountId),
                    eq(notifications.filtered, true),
                    inArray(notifications.fromAccountId, senders(rows)),
                ),
            );
    });
}

/** How many people wait, and how many notifications of theirs. */
export async function countRequests(
    db: Database,
    owner: Actor,
): Promise<{ requests: number; notifications: number }> {
    const [row] = await db
        .select({
            requests: sql<number>`count(*)::int`,
            notifications: sql<number>`coalesce(sum(${notificationRequests.count}), 0)::int`,
        })
        .from(notificationRequests)
        .where(and(eq(notificationRequests.accountId, owner.accountId), waits));
    return row ?? { requests: 0, notifications: 0 };
}

async function ownRequests(
    db: Pick<Database, 'select'>,
    owner: Actor,
    ids: readonly string[],
): Promise<RequestRow[]> {
    const wanted = ids.filter(isId);
    if (wanted.length === 0) return [];
    return db
        .select()
        .from(notificationRequests)
        .where(
            and(
                inArray(notificationRequests.id, wanted),
                eq(notificationRequests.accountId, owner.accountId),
                isNull(notificationRequests.acceptedAt),
            ),
        );
}

const idsOf = (rows: readonly RequestRow[]) => rows.map(({ id }) => id);
const senders = (rows: readonly RequestRow[]) => rows.map(({ fromAccountId }) => fromAccountId);
