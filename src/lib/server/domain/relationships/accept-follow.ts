import { and, eq } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { followRequests, follows } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { countFollow } from './follow-counters';
import { lockPair } from './pair';

/**
 * `actor` lets `followerId` follow, who had asked. Accepting what stands already is fine: answers arrive twice.
 * @throws NotFound where nobody asked.
 */
export function acceptFollow(db: Queryable, actor: Actor, followerId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other: follower } = await lockPair(tx, actor, followerId);
        const pair = { accountId: follower.id, targetId: actor.accountId };
        const [request] = await tx
            .delete(followRequests)
            .where(
                and(eq(followRequests.accountId, pair.accountId), eq(followRequests.targetId, pair.targetId)),
            )
            .returning();
        if (!request) {
            const [standing] = await tx
                .select({ id: follows.id })
                .from(follows)
                .where(and(eq(follows.accountId, pair.accountId), eq(follows.targetId, pair.targetId)));
            if (!standing) throw new NotFound();
            return;
        }
        const { showBoosts, notify, languages, uri } = request;
        await tx.insert(follows).values({ id: newId(), ...pair, showBoosts, notify, languages, uri });
        await countFollow(tx, pair.accountId, pair.targetId, 1);
        await emit(tx, { type: 'account.follow-accepted', ...pair, uri });
    });
}
