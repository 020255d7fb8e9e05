import { and, eq, isNotNull, or } from 'drizzle-orm';
import { inTransaction, isId, type Database, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { uncountStatus } from './uncount-status';

/**
 * Takes a boost back. `id` is the boosted status or the boost itself; returns the id of the boosted status. Taking back
 * what was never boosted changes nothing, and a boost can be taken back although its status may no longer be seen.
 * @throws NotFound
 */
export async function unboostStatus(db: Database, actor: Actor, id: string): Promise<string> {
    if (!isId(id)) throw new NotFound();
    return inTransaction(db, async (tx) => {
        const [boost] = await tx
            .select()
            .from(statuses)
            .where(
                and(
                    eq(statuses.accountId, actor.accountId),
                    // One's own post is not the boost of it, though both are oneself's.
                    isNotNull(statuses.boostOfId),
                    or(eq(statuses.boostOfId, id), eq(statuses.id, id)),
                ),
            );
        if (!boost?.boostOfId) return (await findActedOnStatus(tx, actor, id)).id;
        await removeBoost(tx, boost);
        return boost.boostOfId;
    });
}

/** Removes a boost's row and says so. */
export async function removeBoost(tx: Transaction, boost: StatusRow): Promise<void> {
    const removed = await tx.delete(statuses).where(eq(statuses.id, boost.id)).returning({ id: statuses.id });
    if (removed.length === 0 || boost.boostOfId === null) return;
    await uncountStatus(tx, boost);
    await emit(tx, {
        type: 'status.unboosted',
        statusId: boost.id,
        accountId: boost.accountId,
        boostOfId: boost.boostOfId,
        uri: boost.uri,
        localOnly: boost.localOnly,
    });
}
