import { eq } from 'drizzle-orm';
import { inTransaction } from '../db';
import { accounts } from '../db/schema';
import { recordLostPerson } from '../domain/relationships';
import type { Effect } from './effect';

/** Tells members that the server of somebody they follow, or who follows them, has suspended that person. */
export const recordLoss: Effect<'account.suspended'> = (db, { accountId }) =>
    inTransaction(db, async (tx) => {
        const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId));
        if (account?.suspendedAt) await recordLostPerson(tx, account, { isGoing: false });
    });
