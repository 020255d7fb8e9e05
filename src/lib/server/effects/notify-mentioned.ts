import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction } from '../db';
import { accounts, mentions, statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells the members a post names. Those it named before an edit know already. */
export const notifyMentioned: Effect<'status.created' | 'status.edited'> = async (db, { statusId }) => {
    const named = await db
        .select({ accountId: mentions.accountId, fromAccountId: statuses.accountId })
        .from(mentions)
        .innerJoin(statuses, eq(statuses.id, mentions.statusId))
        .innerJoin(accounts, and(eq(accounts.id, mentions.accountId), isNull(accounts.domain)))
        .where(and(eq(mentions.statusId, statusId), eq(mentions.silent, false)));
    for (const pair of named)
        await inTransaction(db, (tx) => notify(tx, { kind: 'mention', ...pair, statusId }));
};
