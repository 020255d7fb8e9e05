import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accounts } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import type { AccountRow } from './find-account';

/** Whoever moved stays for so long; being led on from one account to the next is not what anybody followed for. */
const SETTLED_FOR = 30 * 86_400_000;

/** Whether somebody may move again, as far as time goes. */
export function maySettleAnew({ movedAt }: Pick<AccountRow, 'movedAt'>): boolean {
    return movedAt === null || Date.now() - movedAt.getTime() > SETTLED_FOR;
}

/**
 * `actor` is `target` from now on, who has said so too (`alsoKnownAs`): their profile says where they went, and whoever
 * follows them here is led there. Moving twice to one account is moving once. `target` must have been read at its
 * origin just now.
 * @throws Unprocessable where the target does not know them, has moved itself, or the last move was lately.
 */
export function moveAccount(db: Database, actor: Actor, target: AccountRow): Promise<void> {
    return inTransaction(db, async (tx) => {
        const [mover] = await tx
            .select()
            .from(accounts)
            .where(eq(accounts.id, actor.accountId))
            .for('update');
        if (!mover || mover.id === target.id || target.movedToId !== null)
            throw new Unprocessable('Validation failed: Nobody can move there');
        if (!target.alsoKnownAs.includes(mover.uri))
            throw new Unprocessable(
                `Validation failed: ${target.uri} does not name this account as an alias`,
            );
        // Where an Update told of it first, the followers were not led there yet.
        if (mover.movedToId === target.id && mover.movedAt !== null) return;
        if (!maySettleAnew(mover)) throw new Unprocessable('Validation failed: The last move was too recent');
        const now = new Date();
        await tx
            .update(accounts)
            .set({ movedToId: target.id, movedAt: now, updatedAt: now })
            .where(eq(accounts.id, mover.id));
        await emit(tx, { type: 'account.moved', accountId: mover.id, targetId: target.id });
    });
}

/** A member's profile names no new account any more. Who was led there stays there, and no second move is earlier. */
export function takeMoveBack(db: Database, { accountId }: Actor): Promise<void> {
    return inTransaction(db, async (tx) => {
        await tx
            .update(accounts)
            .set({ movedToId: null, updatedAt: new Date() })
            .where(eq(accounts.id, accountId));
        await emit(tx, { type: 'account.updated', accountId });
    });
}
