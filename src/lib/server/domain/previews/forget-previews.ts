import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** What no post shows and nobody linked to for this long is forgotten. */
const KEPT_FOR = '90 days';

/** Forgets addresses that were fetched long ago, and cards that no post shows any longer. */
export async function forgetPreviews(db: Database): Promise<void> {
    await db.execute(sql`
        delete from preview_links where coalesce(fetched_at, retry_at, leased_until) < now() - ${KEPT_FOR}::interval`);
    await db.execute(sql`
        delete from preview_cards c where c.fetched_at < now() - ${KEPT_FOR}::interval
            and not exists (select 1 from status_cards s where s.card_id = c.id)
            and not exists (select 1 from preview_links l where l.card_id = c.id)`);
}
