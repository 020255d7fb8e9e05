import { and, eq } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { lists } from '../../db/schema';
import type { Actor } from '../users';

/** Whether the list `id` exists and is `actor`'s own. */
export async function ownsList(db: Queryable, actor: Actor, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const [list] = await db
        .select({ id: lists.id })
        .from(lists)
        .where(and(eq(lists.id, id), eq(lists.accountId, actor.accountId)));
    return list !== undefined;
}
