import { and, asc, eq } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { listAccounts, lists } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';

export type ListRow = typeof lists.$inferSelect;

/** @throws NotFound where it is not the owner's. */
export async function findList(db: Queryable, owner: Actor, id: string): Promise<ListRow> {
    const [row] = isId(id)
        ? await db
              .select()
              .from(lists)
              .where(and(eq(lists.id, id), eq(lists.accountId, owner.accountId)))
        : [];
    if (!row) throw new NotFound();
    return row;
}

/** A member's lists, the oldest first. */
export function findLists(db: Queryable, owner: Actor): Promise<ListRow[]> {
    return db.select().from(lists).where(eq(lists.accountId, owner.accountId)).orderBy(asc(lists.id));
}

/** The owner's lists in which somebody stands. */
export async function findListsWith(db: Queryable, owner: Actor, accountId: string): Promise<ListRow[]> {
    const rows = await db
        .select({ row: lists })
        .from(lists)
        .innerJoin(listAccounts, eq(listAccounts.listId, lists.id))
        .where(and(eq(lists.accountId, owner.accountId), eq(listAccounts.accountId, accountId)))
        .orderBy(asc(lists.id));
    return rows.map(({ row }) => row);
}
