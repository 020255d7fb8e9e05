import { eq } from 'drizzle-orm';
import { statuses } from '../db/schema';
import type { Effect } from './effect';
import { tellOfChange } from './redistribute-status';

/** Tells everybody who has a quote of a deleted status that there is nothing to show any more. */
export const tellQuoters: Effect<'status.deleted'> = async (db, { statusId }) => {
    const quotes = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(eq(statuses.quoteOfId, statusId));
    for (const { id } of quotes) await tellOfChange(db, id);
};
