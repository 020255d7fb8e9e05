import { sql, type SQL } from 'drizzle-orm';

/**
 * On rows of `accounts` as `a`: somebody who wants to be found, whom nothing stands between and the viewer, and whom the
 * viewer did not ask not to meet.
 */
export function mayBeMet(viewerId: SQL): SQL {
    return sql`a.discoverable and ${isPresentable} and ${nothingBetween(viewerId)}`;
}

/** On rows of `accounts` as `a`: still here, not limited, and admitted. */
export const isPresentable = sql`a.suspended_at is null and a.silenced_at is null and a.moved_to_id is null
    and not a.memorial and not exists (select 1 from users u where u.account_id = a.id
        and (u.approved_at is null or u.confirmed_at is null))`;

/** On rows of `accounts` as `a`: no block, mute or refused domain between them and the viewer (null is a guest). */
export function nothingBetween(viewerId: SQL): SQL {
    return sql`not exists (select 1 from blocks b where (b.account_id = ${viewerId} and b.target_id = a.id)
            or (b.account_id = a.id and b.target_id = ${viewerId}))
        and not exists (select 1 from mutes m where m.account_id = ${viewerId} and m.target_id = a.id
            and (m.expires_at is null or m.expires_at > now()))
        and not exists (select 1 from domain_blocks d where d.account_id = ${viewerId} and d.domain = a.domain)`;
}
