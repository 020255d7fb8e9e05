import { sql } from 'drizzle-orm';
import { inTransaction, prepared } from '../db';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells the members a post names. Those it named before an edit know already. */
export const notifyMentioned: Effect<'status.created' | 'status.edited'> = async (db, { statusId }) => {
    for (const pair of await findNamed(db, { statusId }))
        await inTransaction(db, (tx) => notify(tx, { kind: 'mention', ...pair, statusId }));
};

const findNamed = prepared<{ accountId: string; fromAccountId: string }, { statusId: string }>(
    (parameter) => sql`
        select m.account_id as "accountId", s.account_id as "fromAccountId"
        from mentions m join statuses s on s.id = m.status_id join users u on u.account_id = m.account_id
        where m.status_id = ${parameter('statusId', 'bigint')} and not m.silent`,
);
