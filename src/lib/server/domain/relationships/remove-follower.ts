import { and, eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { follows } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';
import { sever } from './sever';

/**
 * Ends that `followerId` follows `actor`. Nobody to remove is fine; a question that waits goes on waiting.
 * @throws NotFound, Forbidden for oneself.
 */
export function removeFollower(db: Queryable, actor: Actor, followerId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other: follower } = await lockPair(tx, actor, followerId);
        const pair = { accountId: follower.id, targetId: actor.accountId };
        const [standing] = await tx
            .select({ id: follows.id })
            .from(follows)
            .where(and(eq(follows.accountId, pair.accountId), eq(follows.targetId, pair.targetId)));
        if (!standing) return;
        const severed = await sever(tx, pair.accountId, pair.targetId);
        await emit(tx, { type: 'account.follow-rejected', ...pair, uri: severed?.uri ?? null });
    });
}
