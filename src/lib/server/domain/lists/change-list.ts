import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database } from '../../db';
import { lists } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { claimIdempotencyKey } from '../statuses';
import type { Actor } from '../users';
import { findList, type ListRow } from './list-row';

/** The most lists one member keeps. */
const MOST_LISTS = 50;
const LONGEST_TITLE = 255;

/** What is chosen of a list; what is left out stays as it is. */
export type ListChanges = Partial<Pick<ListRow, 'title' | 'repliesPolicy' | 'exclusive'>>;

/**
 * Makes a list. With an `idempotencyKey` the same request again gives the same list.
 * @throws Unprocessable without a title, with one that is too long, and beyond fifty.
 */
export function createList(
    db: Database,
    owner: Actor,
    changes: ListChanges,
    { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<ListRow> {
    const { accountId } = owner;
    const title = checkedTitle(changes.title ?? '');
    return inTransaction(db, async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`lists:${accountId}`}, 0))`);
        const id = newId();
        if (idempotencyKey !== undefined) {
            const claim = { key: idempotencyKey, request: changes, otherId: id };
            const earlier = await claimIdempotencyKey(tx, owner, claim);
            if (earlier) return findList(tx, owner, earlier.otherId ?? '');
        }
        if ((await tx.$count(lists, eq(lists.accountId, accountId))) >= MOST_LISTS)
            throw new Unprocessable('Validation failed: You have reached the maximum number of lists');
        const [row] = await tx
            .insert(lists)
            .values({ ...changes, id, accountId, title })
            .returning();
        if (!row) throw new NotFound();
        return row;
    });
}

/**
 * Changes a list.
 * @throws NotFound, Unprocessable for a title that is empty or too long.
 */
export async function changeList(
    db: Database,
    owner: Actor,
    id: string,
    { title, repliesPolicy, exclusive }: ListChanges,
): Promise<ListRow> {
    const list = await findList(db, owner, id);
    const [row] = await db
        .update(lists)
        .set({
            title: title === undefined ? list.title : checkedTitle(title),
            repliesPolicy,
            exclusive,
        })
        .where(eq(lists.id, list.id))
        .returning();
    if (!row) throw new NotFound();
    return row;
}

/** @throws NotFound */
export async function deleteList(db: Database, owner: Actor, id: string): Promise<void> {
    const list = await findList(db, owner, id);
    await db.delete(lists).where(and(eq(lists.id, list.id), eq(lists.accountId, owner.accountId)));
}

function checkedTitle(title: string): string {
    const trimmed = title.trim();
    if (trimmed === '') throw new Unprocessable("Validation failed: Title can't be blank");
    if (trimmed.length > LONGEST_TITLE)
        throw new Unprocessable(
            `Validation failed: Title is too long (maximum is ${LONGEST_TITLE} characters)`,
        );
    return trimmed;
}
