import { inTransaction, type Queryable } from '../../db';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';
import { sever } from './sever';

/**
 * `actor` no longer follows `targetId`, or takes back the question for it. Nothing to take back is fine.
 * @throws NotFound, Forbidden for oneself.
 */
export function unfollowAccount(db: Queryable, actor: Actor, targetId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        const severed = await sever(tx, actor.accountId, other.id);
        if (severed)
            await emit(tx, {
                type: 'account.unfollowed',
                accountId: actor.accountId,
                targetId: other.id,
                uri: severed.uri,
            });
    });
}
