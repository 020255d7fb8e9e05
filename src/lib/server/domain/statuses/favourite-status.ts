import { eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { favourites, statuses } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { permit } from './permit';

/**
 * Records that `actor` likes a status they can see. Liking twice is liking once. Where its author decides, they are asked,
 * and nothing is recorded until they approve.
 * @throws NotFound, Forbidden where the author allows it to others only.
 */
export async function favouriteStatus(
    db: Queryable,
    actor: Actor,
    id: string,
    { uri, isApproved = false }: { uri?: string; isApproved?: boolean } = {},
): Promise<StatusRow> {
    return inTransaction(db, async (tx) => {
        const status = await findActedOnStatus(tx, actor, id);
        if (!isApproved && !(await permit(tx, actor, 'favourite', status, { uri }))) return status;
        const added = await tx
            .insert(favourites)
            .values({ id: newId(), accountId: actor.accountId, statusId: status.id, uri })
            .onConflictDoNothing()
            .returning({ id: favourites.id });
        if (added.length > 0) {
            await tx
                .update(statuses)
                .set({ favouritesCount: sql`${statuses.favouritesCount} + 1` })
                .where(eq(statuses.id, status.id));
            await emit(tx, { type: 'status.favourited', statusId: status.id, accountId: actor.accountId });
        }
        return status;
    });
}
