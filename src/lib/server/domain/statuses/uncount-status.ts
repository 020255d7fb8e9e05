import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { audienceRules } from './audiences';
import type { StatusRow } from './find-visible-status';

/** What counting needs to know of a status. */
export type Counted = Pick<
    StatusRow,
    'accountId' | 'visibility' | 'inReplyToId' | 'boostOfId' | 'quoteOfId' | 'quoteState' | 'awaitsApproval'
>;

/** Takes back what `insertStatus` counted, when the row goes. */
export async function uncountStatus(tx: Transaction, status: Counted): Promise<void> {
    if (status.boostOfId !== null)
        await tx.execute(
            sql`update statuses set boosts_count = greatest(boosts_count - 1, 0) where id = ${status.boostOfId}`,
        );
    if (status.quoteOfId !== null && status.quoteState === 'accepted')
        await tx.execute(
            sql`update statuses set quotes_count = greatest(quotes_count - 1, 0) where id = ${status.quoteOfId}`,
        );
    if (status.awaitsApproval) return;
    if (status.inReplyToId !== null && audienceRules[status.visibility].open)
        await tx.execute(
            sql`update statuses set replies_count = greatest(replies_count - 1, 0) where id = ${status.inReplyToId}`,
        );
    if (audienceRules[status.visibility].counted)
        await tx.execute(
            sql`update accounts set statuses_count = greatest(statuses_count - 1, 0) where id = ${status.accountId}`,
        );
}
