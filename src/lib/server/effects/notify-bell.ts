import { and, eq, isNull, notExists, or, sql } from 'drizzle-orm';
import { inTransaction } from '../db';
import { accounts, follows, mentions, statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import { canSee } from '../domain/statuses';
import type { Effect } from './effect';

/**
 * Tells those who asked to hear of every post of its author: not of boosts and of answers to others, and not those whom
 * it names, who hear of that.
 */
export const notifyBell: Effect<'status.created'> = async (db, { statusId }) => {
    const listeners = await db
        .select({ accountId: follows.accountId, fromAccountId: statuses.accountId })
        .from(statuses)
        .innerJoin(follows, and(eq(follows.targetId, statuses.accountId), eq(follows.notify, true)))
        .innerJoin(accounts, and(eq(accounts.id, follows.accountId), isNull(accounts.domain)))
        .where(
            and(
                eq(statuses.id, statusId),
                isNull(statuses.boostOfId),
                or(isNull(statuses.inReplyToUri), eq(statuses.inReplyToAccountId, statuses.accountId)),
                notExists(
                    db
                        .select({ one: sql`1` })
                        .from(mentions)
                        .where(
                            and(
                                eq(mentions.statusId, statuses.id),
                                eq(mentions.accountId, follows.accountId),
                            ),
                        ),
                ),
            ),
        );
    for (const pair of listeners)
        await inTransaction(db, async (tx) => {
            if (await canSee(tx, pair, statusId)) await notify(tx, { kind: 'status', ...pair, statusId });
        });
};
