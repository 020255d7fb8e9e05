import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { blocks, follows, mutes } from '../../db/schema';
import { AtollError } from '../../errors';
import { enqueue, type JobKind } from '../../jobs';
import { blockAccount } from './block-account';
import { followAccount } from './follow-account';
import { muteAccount } from './mute-account';
import { unfollowAccount } from './unfollow-account';

/** The queue of members who are led to where somebody went. */
export const MOVED_TIES = 'moved-ties';

/** What stands between a member and somebody who went from one account to another. */
export interface MovedTies {
    memberId: string;
    fromId: string;
    toId: string;
}

/** As many members as one statement asks for. */
const BATCH = 1_000;

/** Whether a member follows, blocks or mutes them, so that it matters here where they went. */
export async function concernsMembers(db: Database, accountId: string): Promise<boolean> {
    return (await membersBoundTo(db, accountId, { after: '0', limit: 1 })).length > 0;
}

/** Has every member who follows, blocks or mutes `fromId` do the same to `toId`, each by a job of their own. */
export async function moveTies(db: Database, ends: { fromId: string; toId: string }): Promise<void> {
    let after = '0';
    for (;;) {
        const found = await membersBoundTo(db, ends.fromId, { after, limit: BATCH });
        await enqueue(
            db,
            MOVED_TIES,
            found.map((memberId) => ({ memberId, ...ends }) satisfies MovedTies),
        );
        if (found.length < BATCH) return;
        after = found.at(-1) ?? after;
    }
}

async function membersBoundTo(
    db: Database,
    accountId: string,
    { after, limit }: { after: string; limit: number },
): Promise<string[]> {
    const rows = await db.execute<{ id: string }>(sql`
        select bound.account_id as id from (
            select account_id from follows where target_id = ${accountId}
            union select account_id from blocks where target_id = ${accountId}
            union select account_id from mutes where target_id = ${accountId}
        ) as bound join users on users.account_id = bound.account_id
        where bound.account_id > ${after} order by bound.account_id limit ${limit}`);
    return rows.map(({ id }) => id);
}

/** Leads one member on. Once done there is nothing left to do, so that it may be tried again. */
export const movedTiesJob: JobKind<MovedTies> = {
    batch: 20,
    retries: 8,
    retryDelay: 5,
    run: (db, ties) =>
        inTransaction(db, async (tx) => {
            await moveBlock(tx, ties);
            await moveMute(tx, ties);
            await moveFollow(tx, ties);
        }),
};

const between = (table: typeof follows | typeof blocks | typeof mutes, { memberId, fromId }: MovedTies) =>
    and(eq(table.accountId, memberId), eq(table.targetId, fromId));

async function moveBlock(tx: Transaction, ties: MovedTies): Promise<void> {
    const [block] = await tx.select({ id: blocks.id }).from(blocks).where(between(blocks, ties));
    if (block && ties.memberId !== ties.toId) await blockAccount(tx, { accountId: ties.memberId }, ties.toId);
}

async function moveMute(tx: Transaction, ties: MovedTies): Promise<void> {
    const [mute] = await tx.select().from(mutes).where(between(mutes, ties));
    if (!mute || ties.memberId === ties.toId) return;
    const left = mute.expiresAt === null ? 0 : (mute.expiresAt.getTime() - Date.now()) / 1_000;
    if (left >= 0)
        await muteAccount(tx, { accountId: ties.memberId }, ties.toId, {
            hideNotifications: mute.hideNotifications,
            duration: left,
        });
}

async function moveFollow(tx: Transaction, ties: MovedTies): Promise<void> {
    const [follow] = await tx.select().from(follows).where(between(follows, ties));
    if (!follow) return;
    const member = { accountId: ties.memberId };
    try {
        const { showBoosts, notify, languages } = follow;
        // Whoever went to the member's own account was followed by themselves.
        if (ties.memberId !== ties.toId)
            await followAccount(tx, member, ties.toId, { showBoosts, notify, languages });
    } catch (error) {
        // A block stands between the two: then the old follow is all there is.
        if (error instanceof AtollError) return;
        throw error;
    }
    await keepInLists(tx, ties);
    await unfollowAccount(tx, member, ties.fromId);
}

/** Whoever was in a list of theirs is in it under the new account too, with the note they wrote. */
async function keepInLists(tx: Transaction, { memberId, fromId, toId }: MovedTies): Promise<void> {
    await tx.execute(sql`
        insert into list_accounts (list_id, account_id)
        select entry.list_id, ${toId} from list_accounts entry join lists on lists.id = entry.list_id
        where lists.account_id = ${memberId} and entry.account_id = ${fromId}
        on conflict do nothing`);
    await tx.execute(sql`
        insert into account_notes (account_id, target_id, comment)
        select account_id, ${toId}, comment from account_notes
        where account_id = ${memberId} and target_id = ${fromId}
        on conflict do nothing`);
}
