import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { favourites, statuses } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { findActedOnId, findVisibleStatus } from './find-visible-status';

/**
 * Takes a like back, also from what may no longer be seen; returns the status's id. Taking back what was never there
 * changes nothing.
 * @throws NotFound
 */
export async function unfavouriteStatus(db: Queryable, actor: Actor, id: string): Promise<string> {
    return inTransaction(db, async (tx) => {
        const statusId = await findActedOnId(tx, id);
        const [liked] = await tx
            .delete(favourites)
            .where(and(eq(favourites.accountId, actor.accountId), eq(favourites.statusId, statusId)))
            .returning();
        if (!liked) return (await findVisibleStatus(tx, actor, statusId)).id;
        await tx
            .update(statuses)
            .set({ favouritesCount: sql`greatest(${statuses.favouritesCount} - 1, 0)` })
            .where(eq(statuses.id, statusId));
        await emit(tx, {
            type: 'status.unfavourited',
            statusId,
            accountId: actor.accountId,
            favouriteId: liked.id,
        });
        return statusId;
    });
}
