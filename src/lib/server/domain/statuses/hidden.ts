import { sql, type SQL } from 'drizzle-orm';
import { statuses } from '../../db/schema';

/**
 * On rows of `statuses`: has the viewer asked not to meet the author in passing, by a mute or by blocking the author's
 * domain? Unlike `visibleTo` this is a wish: a profile or a link shows the status all the same.
 * The lists are read once per statement, however many rows are asked about.
 */
export function notHiddenFrom(viewerId: string | SQL | null): SQL {
    if (viewerId === null) return sql`true`;
    return sql`(${statuses.accountId} not in (select m.target_id from mutes m
            where m.account_id = ${viewerId} and (m.expires_at is null or m.expires_at > now()))
        and not exists (select 1 from domain_blocks d join accounts blocked on blocked.domain = d.domain
            where d.account_id = ${viewerId} and blocked.id = ${statuses.accountId}))`;
}
