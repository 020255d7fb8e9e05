import { eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database } from '../../db';
import { favourites, statuses } from '../../db/schema';
import { emit } from '../../events';
import type { Actor } from '../users';
import { findActedOnStatus, type StatusRow } from './find-visible-status';

/**
 * Records that `actor` likes a status they can see. Liking twice is liking once.
 * @throws NotFound
 */
export async function favouriteStatus(
    db: Database,
    actor: Actor,
    id: string,
    { uri }: { uri?: string } = {},
): Promise<StatusRow> {
    return inTransaction(db, async (tx) => {
        const status = await findActedOnStatus(tx, actor, id);
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
