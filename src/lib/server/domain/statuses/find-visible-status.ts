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

/** Whether there is a status `id` that `actor` may see. */
export async function canSee(db: Queryable, actor: Actor | null, id: string): Promise<boolean> {
    const [found] = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(eq(statuses.id, id), visibleTo(actor?.accountId ?? null)));
    return found !== undefined;
}

/** The status that acts on `id` mean: a boost stands for what it boosts. */
export async function findActedOnStatus(db: Queryable, actor: Actor | null, id: string): Promise<StatusRow> {
    const status = await findVisibleStatus(db, actor, id);
    return status.boostOfId ? findVisibleStatus(db, actor, status.boostOfId) : status;
}

/**
 * The id of the status that acts on `id` mean, whoever may see it: for taking back what one did while one still could.
 * @throws NotFound where it does not exist.
 */
export async function findActedOnId(db: Queryable, id: string): Promise<string> {
    if (!isId(id)) throw new NotFound();
    const [row] = await db
        .select({ id: statuses.id, boostOfId: statuses.boostOfId })
        .from(statuses)
        .where(eq(statuses.id, id));
    if (!row) throw new NotFound();
    return row.boostOfId ?? row.id;
}

/**
 * The actor's own status `id`; somebody else's is not found.
 * @throws NotFound
 */
export async function findOwnStatus(db: Queryable, actor: Actor, id: string): Promise<StatusRow> {
    if (!isId(id)) throw new NotFound();
    const [status] = await db
        .select()
        .from(statuses)
        .where(and(eq(statuses.id, id), eq(statuses.accountId, actor.accountId)));
    if (!status) throw new NotFound();
    return status;
}
