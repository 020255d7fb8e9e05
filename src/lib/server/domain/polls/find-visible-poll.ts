import { eq } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { polls } from '../../db/schema';
import { NotFound } from '../../errors';
import { findVisibleStatus, type StatusRow } from '../statuses';
import type { Actor } from '../users';

/** A poll with the status it hangs on. */
export interface VisiblePoll {
    poll: typeof polls.$inferSelect;
    status: StatusRow;
}

/**
 * The poll `id` where `actor` may see its status.
 * @throws NotFound
 */
export async function findVisiblePoll(db: Queryable, actor: Actor | null, id: string): Promise<VisiblePoll> {
    const [poll] = isId(id) ? await db.select().from(polls).where(eq(polls.id, id)) : [];
    if (!poll) throw new NotFound();
    return { poll, status: await findVisibleStatus(db, actor, poll.statusId) };
}
