import { and, eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { endorsements } from '../../db/schema';
import type { Actor } from '../users';
import { lockPair } from './pair';

/**
 * Takes a recommendation off `actor`'s profile. None to take off is fine.
 * @throws NotFound, Forbidden for oneself.
 */
export function unendorseAccount(db: Queryable, actor: Actor, targetId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        await tx
            .delete(endorsements)
            .where(and(eq(endorsements.accountId, actor.accountId), eq(endorsements.targetId, other.id)));
    });
}
