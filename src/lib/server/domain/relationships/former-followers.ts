import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import type { follows } from '../../db/schema';

/**
 * Remembers of followers elsewhere from when until now they were sent what a member posted: their servers are told when it is
 * changed or deleted. Other follows among `ended` leave nothing.
 */
export async function rememberFollowers(
    tx: Transaction,
    ended: readonly Pick<typeof follows.$inferSelect, 'accountId' | 'targetId' | 'createdAt'>[],
): Promise<void> {
    const rows = ended.map(({ accountId, targetId, createdAt }) => ({
        account_id: accountId,
        target_id: targetId,
        since: createdAt.toISOString(),
    }));
    if (rows.length > 0) await remember(tx, { rows });
}

const remember = prepared<object, { rows: { account_id: string; target_id: string; since: string }[] }>(
    (parameter) => sql`
        insert into former_followers (account_id, target_id, since)
        select ended.account_id, ended.target_id, ended.since
        from jsonb_to_recordset(${parameter('rows', 'jsonb')})
            as ended(account_id bigint, target_id bigint, since timestamptz)
        join accounts follower on follower.id = ended.account_id and follower.domain is not null
        join accounts target on target.id = ended.target_id and target.domain is null
        on conflict do nothing`,
);
