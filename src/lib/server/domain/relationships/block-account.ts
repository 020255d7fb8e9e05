import { inTransaction, newId, type Queryable } from '../../db';
import { blocks } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';
import { severBothWays } from './sever';

/**
 * `actor` wants nothing to do with `targetId`: what they follow of each other ends, and neither sees the other.
 * Blocking twice is blocking once. `uri` is the remote Block activity's id.
 * @throws NotFound, Forbidden for oneself.
 */
export function blockAccount(
    db: Queryable,
    actor: Actor,
    targetId: string,
    { uri }: { uri?: string } = {},
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { actor: self, other } = await lockPair(tx, actor, targetId);
        const id = newId();
        const [added] = await tx
            .insert(blocks)
            .values({ id, accountId: self.id, targetId: other.id, uri: uri ?? `${self.uri}#blocks/${id}` })
            .onConflictDoNothing()
            .returning({ id: blocks.id });
        if (!added) return;
        await severBothWays(tx, self.id, other.id);
        await emit(tx, { type: 'account.blocked', accountId: self.id, targetId: other.id });
    });
}
