import { and, eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { mutes } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { lockPair } from './pair';

/**
 * Shows `targetId` to `actor` again. No mute to take back is fine.
 * @throws NotFound, Forbidden for oneself.
 */
export function unmuteAccount(db: Queryable, actor: Actor, targetId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const { other } = await lockPair(tx, actor, targetId);
        const [mute] = await tx
            .delete(mutes)
            .where(and(eq(mutes.accountId, actor.accountId), eq(mutes.targetId, other.id)))
            .returning({ id: mutes.id });
        if (mute) await emit(tx, { type: 'account.unmuted', accountId: actor.accountId, targetId: other.id });
    });
}
