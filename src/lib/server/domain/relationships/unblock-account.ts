import { and, eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { blocks } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';

/**
 * Takes a block back. What was severed stays severed; no block to take back is fine.
 * @throws NotFound, Forbidden for oneself.
 */
export function unblockAccount(db: Queryable, actor: Actor, targetId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        const [block] = await tx
            .delete(blocks)
            .where(and(eq(blocks.accountId, actor.accountId), eq(blocks.targetId, other.id)))
            .returning({ uri: blocks.uri });
        if (block)
            await emit(tx, {
                type: 'account.unblocked',
                accountId: actor.accountId,
                targetId: other.id,
                uri: block.uri,
            });
    });
}
