import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { accounts, follows } from '../../db/schema';

const inbox = sql<string>`coalesce(nullif(${accounts.sharedInboxUrl}, ''), ${accounts.inboxUrl})`;

/** Somebody elsewhere who may still be sent things. */
const isReachable = and(isNotNull(accounts.domain), isNull(accounts.suspendedAt));

/** The inboxes of everybody elsewhere who follows `accountId`, each once; a server's shared inbox stands for all its people. */
export async function followerInboxes(db: Queryable, accountId: string): Promise<string[]> {
    const rows = await db
        .selectDistinct({ inbox })
        .from(follows)
        .innerJoin(accounts, eq(accounts.id, follows.accountId))
        .where(and(eq(follows.targetId, accountId), isReachable));
    return rows.map((row) => row.inbox).filter(Boolean);
}

/** One inbox of every server somebody is known of here; those without a shared one are left out. */
export async function everyServersInbox(db: Queryable): Promise<string[]> {
    const rows = await db
        .selectDistinct({ inbox: accounts.sharedInboxUrl })
        .from(accounts)
        .where(and(isNotNull(accounts.sharedInboxUrl), isReachable));
    return rows.flatMap((row) => row.inbox || []);
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

/**
 * The inboxes elsewhere that a post goes to, each once: those of whom it names, silently too, and of `otherIds`; where
 * it is `forFollowers`, also those of its author's followers and of whom it answers, through the shared ones.
 */
export async function inboxesOfStatus(
    db: Queryable,
    values: { statusId: string; forFollowers: boolean; otherIds: string[] },
): Promise<string[]> {
    return (await inboxesFor(db, values)).map((row) => row.inbox).filter(Boolean);
}

const inboxesFor = prepared<
    { inbox: string },
    { statusId: string; forFollowers: boolean; otherIds: readonly string[] }
>((parameter) => {
    const statusId = parameter('statusId', 'bigint');
    const forFollowers = parameter('forFollowers', 'boolean');
    return sql`
        with post as (
            select account_id, in_reply_to_account_id from statuses where id = ${statusId}
        ), people as (
            select f.account_id as id from post join follows f on f.target_id = post.account_id where ${forFollowers}
            union select in_reply_to_account_id from post where ${forFollowers}
            union select account_id from mentions where status_id = ${statusId}
            union select unnest(${parameter('otherIds', 'bigint[]')})
        )
        select distinct case when ${forFollowers} then ${inbox} else ${accounts.inboxUrl} end as inbox
        from people join ${accounts} on ${accounts.id} = people.id
        where ${isReachable}`;
});
