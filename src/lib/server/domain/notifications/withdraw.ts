import { and, eq, inArray, or } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, notificationRequests, notifications, type NotificationKind } from '../../db/schema';

/** Takes back what `fromAccountId` caused, because it was undone. */
export async function withdrawNotifications(
    db: Queryable,
    {
        kinds,
        accountId,
        fromAccountId,
        statusId,
        occasion,
    }: {
        kinds: NotificationKind[];
        accountId: string;
        fromAccountId: string;
        statusId?: string;
        occasion?: string;
    },
): Promise<void> {
    await db
        .delete(notifications)
        .where(
            and(
                eq(notifications.accountId, accountId),
                eq(notifications.fromAccountId, fromAccountId),
                inArray(notifications.kind, kinds),
                statusId === undefined ? undefined : eq(notifications.statusId, statusId),
                occasion === undefined ? undefined : eq(notifications.occasion, occasion),
            ),
        );
}

/** Everything the two were told of each other, and what waited between them: after a block. */
export async function forgetNotificationsBetween(db: Queryable, a: string, b: string): Promise<void> {
    for (const table of [notifications, notificationRequests])
        await db
            .delete(table)
            .where(
                or(
                    and(eq(table.accountId, a), eq(table.fromAccountId, b)),
                    and(eq(table.accountId, b), eq(table.fromAccountId, a)),
                ),
            );
}

/** Everything a member was told of people of a domain, and what waited of them: after refusing it. */
export async function forgetNotificationsOfDomain(
    db: Queryable,
    accountId: string,
    domain: string,
): Promise<void> {
    const people = db.select({ id: accounts.id }).from(accounts).where(eq(accounts.domain, domain));
    for (const table of [notifications, notificationRequests])
        await db
            .delete(table)
            .where(and(eq(table.accountId, accountId), inArray(table.fromAccountId, people)));
}
