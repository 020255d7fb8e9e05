import { and, eq, inArray, isNotNull, isNull, not, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, follows } from '../../db/schema';
import { isOfSuspendedDomain } from '../../domain/moderation';

const inbox = sql<string>`coalesce(nullif(${accounts.sharedInboxUrl}, ''), ${accounts.inboxUrl})`;

/** Somebody elsewhere who may still be sent things. */
const isReachable = and(
    isNotNull(accounts.domain),
    isNull(accounts.suspendedAt),
    not(isOfSuspendedDomain(sql`${accounts.domain}`)),
);

/** The inboxes of everybody elsewhere who follows `accountId`, each once; a server's shared inbox stands for all its people. */
export async function followerInboxes(db: Queryable, accountId: string): Promise<string[]> {
    const rows = await db
        .selectDistinct({ inbox })
        .from(follows)
        .innerJoin(accounts, eq(accounts.id, follows.accountId))
        .where(and(eq(follows.targetId, accountId), isReachable));
    return rows.map((row) => row.inbox).filter(Boolean);
}

/**
 * The inboxes of these people elsewhere, each once. What is meant for somebody alone goes to their personal inbox,
 * where `personal` says so.
 */
export async function inboxesOf(
    db: Queryable,
    accountIds: string[],
    { personal = false } = {},
): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const rows = await db
        .selectDistinct({ inbox: personal ? accounts.inboxUrl : inbox })
        .from(accounts)
        .where(and(inArray(accounts.id, accountIds), isReachable));
    return rows.map((row) => row.inbox).filter(Boolean);
}
