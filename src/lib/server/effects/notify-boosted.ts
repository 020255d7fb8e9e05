import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inTransaction } from '../db';
import { statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

const boosts = alias(statuses, 'boosts');

/** Tells the author of a post who boosted it, if the boost still stands. */
export const notifyBoosted: Effect<'status.boosted'> = (db, { statusId }) =>
    inTransaction(db, async (tx) => {
        const [boosted] = await tx
            .select({ id: statuses.id, authorId: statuses.accountId, boosterId: boosts.accountId })
            .from(boosts)
            .innerJoin(statuses, eq(statuses.id, boosts.boostOfId))
            .where(eq(boosts.id, statusId))
            .for('share', { of: boosts });
        if (boosted)
            await notify(tx, {
                kind: 'boost',
                accountId: boosted.authorId,
                fromAccountId: boosted.boosterId,
                statusId: boosted.id,
            });
    });
