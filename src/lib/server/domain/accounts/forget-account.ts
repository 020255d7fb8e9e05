import { eq, inArray, sql } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts, follows, tombstones } from '../../db/schema';
import type { AccountRow } from './find-account';

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
        await tx.insert(tombstones).values({ uri, actorUri: uri }).onConflictDoNothing();
        await tx.delete(accounts).where(eq(accounts.id, id));
    });
}
