import { lte } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { mutes } from '../../db/schema';
import { emit } from '../../events';

/** Takes away the mutes that have ended by themselves, which hold no longer whether or not this has run. */
export function endMutes(db: Database): Promise<void> {
    return inTransaction(db, async (tx) => {
        const ended = await tx
            .delete(mutes)
            .where(lte(mutes.expiresAt, new Date()))
            .returning({ accountId: mutes.accountId, targetId: mutes.targetId });
        await emit(tx, ...ended.map((pair) => ({ type: 'account.unmuted', ...pair }) as const));
    });
}
