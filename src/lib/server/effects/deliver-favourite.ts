import { and, eq } from 'drizzle-orm';
import type { Database } from '../db';
import { accounts, favourites, statuses } from '../db/schema';
import { likeActivity, undoActivity } from '../federation/documents';
import { enqueueActivity, inboxesOf, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells an author elsewhere that a member likes their post. */
export const deliverFavourite: Effect<'status.favourited'> = async (db, { statusId, accountId }) => {
    const [favourite] = await db
        .select({ id: favourites.id })
        .from(favourites)
        .where(and(eq(favourites.statusId, statusId), eq(favourites.accountId, accountId)));
    if (favourite) await deliver(db, { statusId, accountId, favouriteId: favourite.id, isUndone: false });
};

/** Tells an author elsewhere that a member took a like back. */
export const deliverUnfavourite: Effect<'status.unfavourited'> = (db, { statusId, accountId, favouriteId }) =>
    deliver(db, { statusId, accountId, favouriteId, isUndone: true });

async function deliver(
    db: Database,
    like: { statusId: string; accountId: string; favouriteId: string; isUndone: boolean },
): Promise<void> {
    const [actor] = await db.select().from(accounts).where(eq(accounts.id, like.accountId));
    const [status] = await db.select().from(statuses).where(eq(statuses.id, like.statusId));
    if (!actor || actor.domain !== null || !status || status.local) return;
    const activity = likeActivity(actor.uri, like.favouriteId, status.uri);
    await enqueueActivity(db, {
        accountId: actor.id,
        activity: like.isUndone ? undoActivity(activity) : activity,
        inboxes: await inboxesOf(db, [status.accountId]),
        priority: PRIORITY.interactions,
    });
}
