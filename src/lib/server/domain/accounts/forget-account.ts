import { eq, inArray, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { accounts, follows, tombstones } from '../../db/schema';
import { emit } from '../../events';
import type { AccountRow } from './find-account';

/** What of their posts may be on a screen at this moment. */
const NEWEST = 40;

/**
 * Forgets somebody of another server who is gone there: with them go their posts and everything between them and
 * others, and the numbers of those they followed or who followed them are put right. Their id cannot come back.
 */
export async function forgetAccount(db: Database, { id, uri }: AccountRow): Promise<void> {
    await inTransaction(db, async (tx) => {
        const followed = tx.select({ id: follows.targetId }).from(follows).where(eq(follows.accountId, id));
        const followers = tx.select({ id: follows.accountId }).from(follows).where(eq(follows.targetId, id));
        await tx
            .update(accounts)
            .set({ followersCount: sql`greatest(${accounts.followersCount} - 1, 0)` })
            .where(inArray(accounts.id, followed));
        await tx
            .update(accounts)
            .set({ followingCount: sql`greatest(${accounts.followingCount} - 1, 0)` })
            .where(inArray(accounts.id, followers));
        const gone = await whatGoes(tx, id);
        await tx.insert(tombstones).values({ uri, actorUri: uri }).onConflictDoNothing();
        await tx.delete(accounts).where(eq(accounts.id, id));
        await emit(tx, { type: 'account.forgotten', accountId: id, ...gone });
    });
}

/** Their newest posts, with those members and lists that may have them. */
async function whatGoes(tx: Transaction, id: string) {
    const [row] = await tx.execute<{ statusIds: string[]; readerIds: string[]; listIds: string[] }>(sql`
        select array(select s.id::text from statuses s where s.account_id = ${id}
                order by s.id desc limit ${NEWEST}) as "statusIds",
            array(select u.account_id::text from follows f join users u on u.account_id = f.account_id
                where f.target_id = ${id}) as "readerIds",
            array(select l.list_id::text from list_accounts l where l.account_id = ${id}) as "listIds"`);
    return row ?? { statusIds: [], readerIds: [], listIds: [] };
}
