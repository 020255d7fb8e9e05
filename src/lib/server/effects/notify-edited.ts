import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inTransaction } from '../db';
import { accounts, statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

const boosts = alias(statuses, 'boosts');

/** Tells the members who boosted a post what it says now, each time it is edited: it stands among theirs. */
export const notifyEdited: Effect<'status.edited'> = async (db, { statusId, editId }) => {
    const boosters = await db
        .select({ accountId: boosts.accountId, fromAccountId: statuses.accountId })
        .from(boosts)
        .innerJoin(statuses, eq(statuses.id, boosts.boostOfId))
        .innerJoin(accounts, and(eq(accounts.id, boosts.accountId), isNull(accounts.domain)))
        .where(eq(boosts.boostOfId, statusId));
    for (const pair of boosters)
        await inTransaction(db, (tx) => notify(tx, { kind: 'edit', ...pair, statusId, occasion: editId }));
};
