import { and, eq } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import { visibleTo } from './visibility';

export type StatusRow = typeof statuses.$inferSelect;

/**
 * The status `id` as `actor` may see it.
 * @throws NotFound where it does not exist or may not be seen: the two must look the same.
 */
export async function findVisibleStatus(db: Queryable, actor: Actor | null, id: string): Promise<StatusRow> {
    if (!isId(id)) throw new NotFound();
    const [status] = await db
        .select()
        .from(statuses)
        .where(and(eq(statuses.id, id), visibleTo(actor?.accountId ?? null)));
    if (!status) throw new NotFound();
    return status;
}

/** The status that acts on `id` mean: a boost stands for what it boosts. */
export async function findActedOnStatus(db: Queryable, actor: Actor, id: string): Promise<StatusRow> {
    const status = await findVisibleStatus(db, actor, id);
    return status.boostOfId ? findVisibleStatus(db, actor, status.boostOfId) : status;
}
