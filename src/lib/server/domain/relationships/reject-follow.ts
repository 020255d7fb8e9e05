import { inTransaction, type Queryable } from '../../db';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';
import { sever } from './sever';

/**
 * `actor` doesn't let `followerId` follow: refuses the question, or ends a follow that stood.
 * @throws NotFound where there is neither.
 */
export function rejectFollow(db: Queryable, actor: Actor, followerId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other: follower } = await lockPair(tx, actor, followerId);
        const severed = await sever(tx, follower.id, actor.accountId);
        if (!severed) throw new NotFound();
        await emit(tx, {
            type: 'account.follow-rejected',
            accountId: follower.id,
            targetId: actor.accountId,
            uri: severed.uri,
        });
    });
}
