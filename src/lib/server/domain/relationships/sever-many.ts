import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { accounts, endorsements, followRequests, follows, listAccounts, lists } from '../../db/schema';
import { emit, type Fact } from '../../events';
import type { Actor } from '../users';
import { rememberFollowers } from './former-followers';
import type { LostFollow } from './sever';

/** Facts in one statement. */
const BATCH = 1_000;

/**
 * Ends whatever a member and many people follow of each other, with all that hangs on it, and says what ended; the
 * questions for a follow too. `isMeant` is a condition on rows `a` of accounts. A constant number of statements, however
 * many they are. Returns the follows. The caller has locked all pairs of the member.
 */
export async function severMany(tx: Transaction, member: Actor, isMeant: SQL): Promise<LostFollow[]> {
    const me = member.accountId;
    const people = await lockPeopleBoundTo(tx, me, isMeant);
    if (people.length === 0) return [];
    const own = await endFollows(tx, follows, { accountIds: [me], targetIds: people });
    const theirs = await endFollows(tx, follows, { accountIds: people, targetIds: [me] });
    const asked = await endFollows(tx, followRequests, { accountIds: [me], targetIds: people });
    const asking = await endFollows(tx, followRequests, { accountIds: people, targetIds: [me] });
    const followed = own.map(({ targetId }) => targetId);
    const followers = theirs.map(({ accountId }) => accountId);
    await uncount(tx, me, { followed, followers });
    await rememberFollowers(tx, theirs);
    await tx
        .delete(listAccounts)
        .where(
            and(
                among(listAccounts.accountId, followed),
                inArray(
                    listAccounts.listId,
                    tx.select({ id: lists.id }).from(lists).where(eq(lists.accountId, me)),
                ),
            ),
        );
    await tx
        .delete(endorsements)
        .where(
            or(
                and(eq(endorsements.accountId, me), among(endorsements.targetId, followed)),
                and(eq(endorsements.targetId, me), among(endorsements.accountId, followers)),
            ),
        );
    await emitAll(tx, [
        ...[...own, ...asked].map(({ targetId, uri }): Fact => ({
            type: 'account.unfollowed',
            accountId: me,
            targetId,
            uri,
        })),
        ...[...theirs, ...asking].map(({ accountId, uri }): Fact => ({
            type: 'account.follow-rejected',
            accountId,
            targetId: me,
            uri,
        })),
    ]);
    return [
        ...own.map((row) => lost(row, row.targetId, 'followed')),
        ...theirs.map((row) => lost(row, row.accountId, 'follower')),
    ];
}

/**
 * Everybody of those meant who follows or is followed, or asks or is asked. Their rows, whose counters change, are locked in
 * the order of ids as everywhere: two members who refuse the same domain would otherwise deadlock.
 */
async function lockPeopleBoundTo(tx: Transaction, memberId: string, isMeant: SQL): Promise<string[]> {
    const rows = await tx.execute<{ id: string }>(sql`
        select a.id from accounts a
        where a.id = ${memberId} or (${isMeant}) and a.id in (
            select target_id from follows where account_id = ${memberId}
            union all select account_id from follows where target_id = ${memberId}
            union all select target_id from follow_requests where account_id = ${memberId}
            union all select account_id from follow_requests where target_id = ${memberId})
        order by a.id for no key update`);
    return rows.map(({ id }) => id).filter((id) => id !== memberId);
}

/** `= any (…)` takes the ids as one parameter; a list of them would stop at 65,534. */
const among = (column: Parameters<typeof inArray>[0], ids: readonly string[]) =>
    sql`${column} = any (${sql.param(ids)}::bigint[])`;

function endFollows(
    tx: Transaction,
    table: typeof follows | typeof followRequests,
    { accountIds, targetIds }: { accountIds: readonly string[]; targetIds: readonly string[] },
) {
    return tx
        .delete(table)
        .where(and(among(table.accountId, accountIds), among(table.targetId, targetIds)))
        .returning();
}

async function uncount(
    tx: Transaction,
    memberId: string,
    { followed, followers }: { followed: readonly string[]; followers: readonly string[] },
): Promise<void> {
    const less = (column: typeof accounts.followersCount | typeof accounts.followingCount, by: number) =>
        sql`greatest(0, ${column} - ${by}::int)`;
    await tx
        .update(accounts)
        .set({
            followersCount: less(accounts.followersCount, followers.length),
            followingCount: less(accounts.followingCount, followed.length),
        })
        .where(eq(accounts.id, memberId));
    await tx
        .update(accounts)
        .set({ followersCount: less(accounts.followersCount, 1) })
        .where(among(accounts.id, followed));
    await tx
        .update(accounts)
        .set({ followingCount: less(accounts.followingCount, 1) })
        .where(among(accounts.id, followers));
}

async function emitAll(tx: Transaction, facts: readonly Fact[]): Promise<void> {
    for (let at = 0; at < facts.length; at += BATCH) await emit(tx, ...facts.slice(at, at + BATCH));
}

function lost(
    { showBoosts, notify, languages }: typeof follows.$inferSelect,
    otherId: string,
    role: LostFollow['role'],
): LostFollow {
    return { otherId, role, showBoosts, notify, languages };
}
