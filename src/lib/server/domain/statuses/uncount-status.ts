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
}

/** Takes back what `insertStatus` counted, when the row goes. */
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
