import { and, eq } from 'drizzle-orm';
import { inTransaction } from '../db';
import { favourites, statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells the author of a post who liked it, if they still do. */
export const notifyFavourited: Effect<'status.favourited'> = (db, { statusId, accountId }) =>
    inTransaction(db, async (tx) => {
        const [liked] = await tx
            .select({ authorId: statuses.accountId })
            .from(favourites)
            .innerJoin(statuses, eq(statuses.id, favourites.statusId))
            .where(and(eq(favourites.statusId, statusId), eq(favourites.accountId, accountId)))
            .for('share', { of: favourites });
        if (liked)
            await notify(tx, {
                kind: 'favourite',
                accountId: liked.authorId,
                fromAccountId: accountId,
                statusId,
            });
    });
