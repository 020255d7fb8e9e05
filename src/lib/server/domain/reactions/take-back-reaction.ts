import { and, eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { reactions } from '../../db/schema';
import { emit } from '../../events';
import { findActedOnId, findVisibleStatus } from '../statuses';
import type { Actor } from '../users';

/**
 * Takes an emoji back, also from what may no longer be seen; returns the status's id. Taking back what was never there
 * changes nothing.
 * @throws NotFound
 */
export async function takeBackReaction(
    db: Database,
    actor: Actor,
    id: string,
    emoji: string,
): Promise<string> {
    const { accountId } = actor;
    return inTransaction(db, async (tx) => {
        const statusId = await findActedOnId(tx, id);
        const [removed] = await tx
            .delete(reactions)
            .where(
                and(
                    eq(reactions.accountId, accountId),
                    eq(reactions.statusId, statusId),
                    eq(reactions.emoji, emoji),
                ),
            )
            .returning();
        if (!removed) return (await findVisibleStatus(tx, actor, statusId)).id;
        const { id: reactionId, imageUrl } = removed;
        await emit(tx, { type: 'status.unreacted', statusId, accountId, reactionId, emoji, imageUrl });
        return statusId;
    });
}
