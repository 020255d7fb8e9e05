import { and, eq } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { endorsements, follows } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { lockPair } from './pair';

/**
 * Recommends somebody on `actor`'s profile. Twice is once.
 * @throws NotFound, Forbidden for oneself, Unprocessable for people one does not follow.
 */
export function endorseAccount(db: Queryable, actor: Actor, targetId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        const pair = { accountId: actor.accountId, targetId: other.id };
        const [followed] = await tx
            .select({ id: follows.id })
            .from(follows)
            .where(and(eq(follows.accountId, pair.accountId), eq(follows.targetId, pair.targetId)));
        if (!followed)
            throw new Unprocessable(
                'Validation failed: You must be already following the person you want to endorse',
            );
        await tx
            .insert(endorsements)
            .values({ id: newId(), ...pair })
            .onConflictDoNothing();
    });
}
