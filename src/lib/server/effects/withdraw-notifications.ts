import { eq } from 'drizzle-orm';
import { statuses } from '../db/schema';
import {
    forgetNotificationsBetween,
    forgetNotificationsOfDomain,
    withdrawNotifications,
} from '../domain/notifications';
import type { Queryable } from '../db';
import type { Effect } from './effect';

/** A like that was taken back is no news. */
export const withdrawFavourite: Effect<'status.unfavourited'> = async (db, { statusId, accountId }) => {
    const accountToldId = await authorOf(db, statusId);
    if (accountToldId)
        await withdrawNotifications(db, {
            kinds: ['favourite'],
            accountId: accountToldId,
            fromAccountId: accountId,
            statusId,
        });
};

/** Nor is an emoji. */
export const withdrawReaction: Effect<'status.unreacted'> = async (
    db,
    { statusId, accountId, reactionId },
) => {
    const accountToldId = await authorOf(db, statusId);
    if (accountToldId)
        await withdrawNotifications(db, {
            kinds: ['reaction'],
            accountId: accountToldId,
            fromAccountId: accountId,
            statusId,
            occasion: reactionId,
        });
};

/** Nor is a boost. */
export const withdrawBoost: Effect<'status.unboosted'> = async (db, { boostOfId, accountId }) => {
    const accountToldId = await authorOf(db, boostOfId);
    if (accountToldId)
        await withdrawNotifications(db, {
            kinds: ['boost'],
            accountId: accountToldId,
            fromAccountId: accountId,
            statusId: boostOfId,
        });
};

/** Nor is a follow that ended, from whichever side, or a question that was taken back. */
export const withdrawFollow: Effect<'account.unfollowed' | 'account.follow-rejected'> = (
    db,
    { accountId, targetId },
) =>
    withdrawNotifications(db, {
        kinds: ['follow', 'follow-request'],
        accountId: targetId,
        fromAccountId: accountId,
    });

/** After a block neither reads of the other. */
export const forgetEachOther: Effect<'account.blocked'> = (db, { accountId, targetId }) =>
    forgetNotificationsBetween(db, accountId, targetId);

/** Whoever refuses a domain reads of nobody there. */
export const forgetDomain: Effect<'account.blocked-domain'> = (db, { accountId, domain }) =>
    forgetNotificationsOfDomain(db, accountId, domain);

async function authorOf(db: Queryable, statusId: string): Promise<string | undefined> {
    const [status] = await db
        .select({ authorId: statuses.accountId })
        .from(statuses)
        .where(eq(statuses.id, statusId));
    return status?.authorId;
}
