import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, followRequests } from '../db/schema';
import { acceptFollow } from '../domain/relationships';
import { NotFound } from '../errors';
import type { Effect } from './effect';

const askers = alias(accounts, 'askers');

/** Whoever no longer answers requests lets in those who wait, except people who would have to ask all the same. */
export const acceptWaitingFollowers: Effect<'account.updated'> = async (db, { accountId }) => {
    const waiting = await db
        .select({ followerId: followRequests.accountId })
        .from(followRequests)
        .innerJoin(
            accounts,
            and(
                eq(accounts.id, followRequests.targetId),
                isNull(accounts.domain),
                eq(accounts.locked, false),
            ),
        )
        .innerJoin(askers, and(eq(askers.id, followRequests.accountId), isNull(askers.silencedAt)))
        .where(eq(followRequests.targetId, accountId));
    for (const { followerId } of waiting)
        await acceptFollow(db, { accountId }, followerId).catch((error: unknown) => {
            // Taken back meanwhile.
            if (!(error instanceof NotFound)) throw error;
        });
};
