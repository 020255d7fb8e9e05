import { and, eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { accountNotes } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';
import { findAccount } from '../accounts';

/** The longest remark, in UTF-16 units. */
const LONGEST_NOTE = 2000;

/**
 * Keeps `actor`'s private remark on somebody; an empty one is removed.
 * @throws NotFound, Unprocessable for one that is too long.
 */
export function setNote(db: Database, actor: Actor, targetId: string, comment: string): Promise<void> {
    if (comment.length > LONGEST_NOTE)
        throw new Unprocessable(`Comment is longer than ${LONGEST_NOTE} characters`);
    return inTransaction(db, async (tx) => {
        const target = await findAccount(tx, targetId);
        const pair = { accountId: actor.accountId, targetId: target.id };
        if (comment === '')
            await tx
                .delete(accountNotes)
                .where(
                    and(eq(accountNotes.accountId, pair.accountId), eq(accountNotes.targetId, pair.targetId)),
                );
        else
            await tx
                .insert(accountNotes)
                .values({ ...pair, comment })
                .onConflictDoUpdate({
                    target: [accountNotes.accountId, accountNotes.targetId],
                    set: { comment },
                });
    });
}
