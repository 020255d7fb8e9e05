import { eq } from 'drizzle-orm';
import { statuses } from '../db/schema';
import { askAboutQuote } from '../domain/quotes';
import type { Effect } from './effect';

/** Has what a post of somebody elsewhere quotes looked up, and whether it may. Members' posts were asked about already. */
export const lookUpQuote: Effect<'quote.made'> = async (db, { statusId, depth }) => {
    const [quoting] = await db
        .select({ local: statuses.local })
        .from(statuses)
        .where(eq(statuses.id, statusId));
    if (quoting && !quoting.local) await askAboutQuote(db, { statusId, depth });
};
