import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { statuses } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { emit } from '../../events';
import { findOwnStatus, ruleFor, type QuotePolicy, type StatusRow } from '../statuses';
import type { Actor } from '../users';

/**
 * Says who may quote an own status from now on; quotes that stand stay. A status that not everybody may boost is quoted
 * by its author alone, whatever is asked for.
 * @throws NotFound also for somebody else's status, Unprocessable for a boost.
 */
export async function changeQuotePolicy(
    db: Database,
    actor: Actor,
    id: string,
    quotePolicy: QuotePolicy,
): Promise<StatusRow> {
    return inTransaction(db, async (tx) => {
        const status = await findOwnStatus(tx, actor, id);
        if (status.boostOfId !== null) throw new Unprocessable('A boost has no policy of its own');
        const { quote: _, ...others } = status.interactionPolicy ?? {};
        const interactionPolicy = Object.keys(others).length > 0 ? others : null;
        const changed = { ...status, quotePolicy, interactionPolicy };
        if (JSON.stringify(ruleFor('quote', changed)) === JSON.stringify(ruleFor('quote', status)))
            return status;
        await tx.update(statuses).set({ quotePolicy, interactionPolicy }).where(eq(statuses.id, status.id));
        await emit(tx, { type: 'status.policy-changed', statusId: status.id, at: Date.now() });
        return changed;
    });
}
