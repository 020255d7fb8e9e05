import { and, eq, inArray, isNull } from 'drizzle-orm';
import {
    inTransaction,
    isId,
    newestFirst,
    sliceOrder,
    withinSlice,
    type Database,
    type Slice,
} from '../../db';
import { accounts, follows, listAccounts } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { findList } from './list-row';

/**
 * Puts people into a list: whom its owner follows, and the owner.
 * @throws NotFound for the list, and for somebody not followed; Unprocessable for somebody who is in it.
 */
export function addToList(
    db: Database,
    owner: Actor,
    listId: string,
    accountIds: readonly string[],
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const list = await findList(tx, owner, listId);
        const wanted = [...new Set(accountIds)].sort();
        if (wanted.length === 0) return;
        const followed = await tx
            .select({ id: follows.targetId })
            .from(follows)
            .where(
                and(eq(follows.accountId, owner.accountId), inArray(follows.targetId, wanted.filter(isId))),
            );
        const allowed = new Set([owner.accountId, ...followed.map(({ id }) => id)]);
        if (wanted.some((id) => !allowed.has(id))) throw new NotFound();
        const added = await tx
            .insert(listAccounts)
            .values(wanted.map((accountId) => ({ listId: list.id, accountId })))
            .onConflictDoNothing()
            .returning({ id: listAccounts.accountId });
        if (added.length < wanted.length)
            throw new Unprocessable('Validation failed: Account has already been taken');
    });
}

/**
 * Takes people out of a list. Those who are not in it are passed over.
 * @throws NotFound for the list.
 */
export async function removeFromList(
    db: Database,
    owner: Actor,
    listId: string,
    accountIds: readonly string[],
): Promise<void> {
    const list = await findList(db, owner, listId);
    await db
        .delete(listAccounts)
        .where(
            and(eq(listAccounts.listId, list.id), inArray(listAccounts.accountId, accountIds.filter(isId))),
        );
}

/**
 * Who stands in a list, by the ids of the people; all of them where `slice` is undefined.
 * @throws NotFound for the list.
 */
export async function listPeopleOf(
    db: Database,
    owner: Actor,
    listId: string,
    slice: Slice | undefined,
): Promise<string[]> {
    const list = await findList(db, owner, listId);
    const asked: Slice = slice ?? { limit: 10_000 };
    const rows = await db
        .select({ id: listAccounts.accountId })
        .from(listAccounts)
        .innerJoin(accounts, and(eq(accounts.id, listAccounts.accountId), isNull(accounts.suspendedAt)))
        .where(and(eq(listAccounts.listId, list.id), withinSlice(listAccounts.accountId, asked)))
        .orderBy(sliceOrder(listAccounts.accountId, asked))
        .limit(asked.limit);
    return newestFirst(
        rows.map(({ id }) => id),
        asked,
    );
}
