import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import type { Visibility } from '../../db/schema';
import { audienceRules } from './audiences';

/** What counting needs to know of a status. */
export interface Counted {
    accountId: string;
    visibility: Visibility;
    inReplyToId: string | null;
    boostOfId: string | null;
    createdAt: Date;
}

/**
 * Counts a new status: with its author (direct ones do not count), with what it answers, with what it boosts.
 * Part of the transaction that writes the row.
 */
export async function countStatus(tx: Transaction, status: Counted): Promise<void> {
    if (status.boostOfId !== null)
        await tx.execute(
            sql`update statuses set boosts_count = boosts_count + 1 where id = ${status.boostOfId}`,
        );
    if (status.inReplyToId !== null && audienceRules[status.visibility].open)
        await tx.execute(
            sql`update statuses set replies_count = replies_count + 1 where id = ${status.inReplyToId}`,
        );
    if (audienceRules[status.visibility].counted)
        await tx.execute(sql`update accounts set statuses_count = statuses_count + 1,
            last_status_at = greatest(last_status_at, ${status.createdAt.toISOString()}::timestamptz)
            where id = ${status.accountId}`);
}

/** Takes back what `countStatus` counted, when the row goes. */
export async function uncountStatus(tx: Transaction, status: Counted): Promise<void> {
    if (status.boostOfId !== null)
        await tx.execute(
            sql`update statuses set boosts_count = greatest(boosts_count - 1, 0) where id = ${status.boostOfId}`,
        );
    if (status.inReplyToId !== null && audienceRules[status.visibility].open)
        await tx.execute(
            sql`update statuses set replies_count = greatest(replies_count - 1, 0) where id = ${status.inReplyToId}`,
        );
    if (audienceRules[status.visibility].counted)
        await tx.execute(
            sql`update accounts set statuses_count = greatest(statuses_count - 1, 0) where id = ${status.accountId}`,
        );
}
