import { sql, type SQL } from 'drizzle-orm';
import { statuses } from '../../db/schema';

/**
 * On rows of `statuses`: has the viewer asked not to meet the author in passing, by a mute or by blocking the author's
 * domain? Unlike `visibleTo` this is a wish: a profile or a link shows the status all the same.
 */
export function notHiddenFrom(viewerId: string | SQL | null): SQL {
    return viewerId === null ? sql`true` : isMet(viewerId, sql`${statuses.accountId}`);
}

/** The same of the author of what a row of `statuses` boosts; true for what is no boost. */
export function boostedNotHiddenFrom(viewerId: string | SQL | null): SQL {
    if (viewerId === null) return sql`true`;
    return sql`(${statuses.boostOfId} is null or exists (select 1 from statuses boosted
        where boosted.id = ${statuses.boostOfId} and ${isMet(viewerId, sql`boosted.account_id`)}))`;
}

/** Does the viewer meet the account in lists of people: neither a wish not to, nor a block of either by the other? */
export function isWelcomeTo(viewerId: SQL, accountId: SQL): SQL {
    return sql`(not exists (select 1 from blocks b where (b.account_id = ${accountId} and b.target_id = ${viewerId})
            or (b.account_id = ${viewerId} and b.target_id = ${accountId}))
        and ${isMet(viewerId, accountId)})`;
}

/** The lists are read once per statement, however many rows are asked about. */
function isMet(viewerId: string | SQL, accountId: SQL): SQL {
    return sql`(${accountId} not in (select m.target_id from mutes m
            where m.account_id = ${viewerId} and (m.expires_at is null or m.expires_at > now()))
        and not exists (select 1 from domain_blocks d join accounts blocked on blocked.domain = d.domain
            where d.account_id = ${viewerId} and blocked.id = ${accountId}))`;
}
