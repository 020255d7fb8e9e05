import { inArray, sql } from 'drizzle-orm';
import { compareIds, isId, type Transaction } from '../../db';
import { accounts } from '../../db/schema';
import { Forbidden, NotFound } from '../../errors';
import type { AccountRow } from '../accounts';
import type { Actor } from '../users';

/** Two people, one of whom acts. */
export interface Pair {
    actor: AccountRow;
    other: AccountRow;
}

/**
 * Both people of an act. Until the transaction ends nothing else happens between the two, in either direction:
 * of a follow and a block at the same moment the later one sees what the earlier one did.
 * @throws NotFound for an unknown person, Forbidden for oneself.
 */
export async function lockPair(tx: Transaction, actor: Actor, otherId: string): Promise<Pair> {
    if (!isId(otherId)) throw new NotFound();
    const ids = [actor.accountId, otherId].sort(compareIds);
    if (actor.accountId === otherId) throw new Forbidden();
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${allPairsOf(ids[0])}),
        pg_advisory_xact_lock_shared(${allPairsOf(ids[1])}),
        pg_advisory_xact_lock(hashtextextended(${ids.join(':')}, 0))`);
    const rows = await tx.select().from(accounts).where(inArray(accounts.id, ids));
    const self = rows.find(({ id }) => id === actor.accountId);
    const other = rows.find(({ id }) => id === otherId);
    if (!self || !other) throw new NotFound();
    return { actor: self, other };
}

/** Until the transaction ends nothing else happens between the actor and anybody, as by `lockPair` with each of them. */
export async function lockAllPairs(tx: Transaction, { accountId }: Actor): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(${allPairsOf(accountId)})`);
}

const allPairsOf = (id: string | undefined) => sql`hashtextextended(${`pairs:${id}`}, 0)`;
