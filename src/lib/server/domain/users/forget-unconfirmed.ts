import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** How long an address may wait for its first proof, in days. */
const DAYS = 7;

/**
 * Forgets those who joined and never proved their address: nobody has seen them, so their name is free again. Whoever
 * proved an address once is kept, whatever address waits now.
 */
export async function forgetUnconfirmed(db: Queryable): Promise<void> {
    await db.execute(sql`
        DELETE FROM accounts a USING users u
        WHERE u.account_id = a.id AND u.confirmed_at IS NULL AND u.email IS NULL
          AND u.created_at < now() - make_interval(days => ${DAYS})
          AND NOT EXISTS (SELECT 1 FROM statuses s WHERE s.account_id = a.id)`);
}
