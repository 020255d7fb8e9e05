import { and, desc, eq, gt, isNotNull, ne, sql } from 'drizzle-orm';
import { firstIdAt, newId, type Transaction } from '../../db';
import { notificationRequests, notifications, type NotificationKind } from '../../db/schema';
import { emit } from '../../events';
import { findCircumstances } from './circumstances';
import { findPolicy } from './policy';
import { judge } from './judge';
import type { Notice } from './notice';

/**
 * Tells a member of something, once, unless they would rather not know: blocks, mutes, muted threads, refused domains
 * and their policy are asked here and nowhere else. What the policy sets aside is kept, but nobody is called.
 * Returns the notification's id, or null where none was made.
 */
export async function notify(tx: Transaction, notice: Notice): Promise<string | null> {
    const circumstances = await findCircumstances(tx, notice);
    if (!circumstances) return null;
    const verdict = judge(notice.kind, circumstances, await findPolicy(tx, notice.accountId));
    if (verdict === 'drop') return null;
    const filtered = verdict === 'filter';
    const [added] = await tx
        .insert(notifications)
        .values({ id: newId(), ...notice, filtered, groupKey: await findGroupKey(tx, notice) })
        .onConflictDoNothing()
        .returning({ id: notifications.id });
    if (!added) return null;
    if (notice.occasion && notice.statusId) await forgetEarlierOccasions(tx, notice, added.id);
    if (filtered) await countRequest(tx, notice);
    else await emit(tx, { type: 'notification.created', notificationId: added.id });
    return added.id;
}

/** Of a post that changes again and again one is told anew each time, and shown the last time only. */
async function forgetEarlierOccasions(
    tx: Transaction,
    { kind, accountId, fromAccountId, statusId = '' }: Notice,
    latestId: string,
): Promise<void> {
    await tx
        .delete(notifications)
        .where(
            and(
                eq(notifications.accountId, accountId),
                eq(notifications.kind, kind),
                eq(notifications.fromAccountId, fromAccountId),
                eq(notifications.statusId, statusId),
                ne(notifications.id, latestId),
            ),
        );
}

/** The kinds that make groups: many people do the same to one thing. */
export const GROUPED_KINDS: readonly NotificationKind[] = ['favourite', 'boost', 'follow', 'sign-up'];
const HOUR = 3_600_000;
/** A group takes what happens within this many hours of the hour it began in. */
const GROUP_HOURS = 12;

/** The key of the group it belongs to, such as `favourite-109…-482913`: what happened, to what, and the first hour. */
async function findGroupKey(tx: Transaction, { kind, accountId, statusId }: Notice): Promise<string | null> {
    if (!GROUPED_KINDS.includes(kind)) return null;
    const now = Date.now();
    const [latest] = await tx
        .select({ key: notifications.groupKey })
        .from(notifications)
        .where(
            and(
                eq(notifications.accountId, accountId),
                eq(notifications.kind, kind),
                sql`${notifications.statusId} is not distinct from ${statusId ?? null}::bigint`,
                isNotNull(notifications.groupKey),
                gt(notifications.id, firstIdAt(new Date(now - (GROUP_HOURS + 1) * HOUR))),
            ),
        )
        .orderBy(desc(notifications.id))
        .limit(1);
    const hour = Math.floor(now / HOUR);
    const begun = Number(latest?.key?.split('-').at(-1));
    if (latest?.key && hour - begun < GROUP_HOURS) return latest.key;
    return [kind, statusId, hour].filter(Boolean).join('-');
}

/** Only what somebody wrote becomes a request that the member decides on; the rest is just set aside. */
async function countRequest(
    tx: Transaction,
    { kind, accountId, fromAccountId, statusId }: Notice,
): Promise<void> {
    if (kind !== 'mention' && kind !== 'quote') return;
    await tx
        .insert(notificationRequests)
        .values({ id: newId(), accountId, fromAccountId, lastStatusId: statusId, count: 1 })
        .onConflictDoUpdate({
            target: [notificationRequests.accountId, notificationRequests.fromAccountId],
            set: {
                count: sql`${notificationRequests.count} + 1`,
                lastStatusId: statusId,
                updatedAt: new Date(),
            },
        });
}
