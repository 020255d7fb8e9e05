import { sql } from 'drizzle-orm';
import { inTransaction, prepared } from '../db';
import { notify } from '../domain/notifications';
import { canSee } from '../domain/statuses';
import type { Effect } from './effect';

/**
 * Tells those who asked to hear of every post of its author: not of boosts and of answers to others, and not those whom
 * it names, who hear of that.
 */
export const notifyBell: Effect<'status.created'> = async (db, { statusId }) => {
    for (const pair of await findListeners(db, { statusId }))
        await inTransaction(db, async (tx) => {
            if (await canSee(tx, pair, statusId)) await notify(tx, { kind: 'status', ...pair, statusId });
        });
};

const findListeners = prepared<{ accountId: string; fromAccountId: string }, { statusId: string }>(
    (parameter) => sql`
        select f.account_id as "accountId", s.account_id as "fromAccountId"
        from statuses s join follows f on f.target_id = s.account_id and f.notify
            join users u on u.account_id = f.account_id
        where s.id = ${parameter('statusId', 'bigint')} and s.boost_of_id is null
            and (s.in_reply_to_uri is null or s.in_reply_to_account_id = s.account_id)
            and not exists (select 1 from mentions m where m.status_id = s.id and m.account_id = f.account_id)`,
);
