import { sql, type SQL } from 'drizzle-orm';
import { statuses, type Visibility } from '../../db/schema';

/** What has to be known to say whether somebody may see a status. */
export interface Sight {
    visibility: Visibility;
    authorId: string;
    /** Null is a guest. */
    viewerId: string | null;
    /** The viewer belongs to another server. */
    viewerIsRemote: boolean;
    viewerFollowsAuthor: boolean;
    viewerIsMentioned: boolean;
    /** Either has blocked the other. */
    blocked: boolean;
    authorSuspended: boolean;
    localOnly: boolean;
    /** It waits until the author of what it answers lets it through. */
    awaitsApproval: boolean;
    /** The viewer wrote what it answers. */
    viewerIsAnswered: boolean;
}

/**
 * May they see it? The one predicate of the whole server; `visibleTo` says the same in SQL, and a test holds the two
 * against each other for every audience.
 */
export function isVisible(sight: Sight): boolean {
    if (sight.authorSuspended) return false;
    if (sight.viewerId === sight.authorId) return true;
    if (sight.blocked || (sight.awaitsApproval && !sight.viewerIsAnswered)) return false;
    if (sight.localOnly && (sight.viewerId === null || sight.viewerIsRemote)) return false;
    switch (sight.visibility) {
        case 'public':
        case 'unlisted':
            return true;
        case 'private':
            return sight.viewerFollowsAuthor || sight.viewerIsMentioned;
        case 'direct':
        case 'limited':
            return sight.viewerIsMentioned;
    }
}

/**
 * The same as a condition on rows of `statuses`. `viewerId` is an account's id (or the parameter of a prepared
 * statement that will be one), or null for a guest.
 * A boost is visible where the boosted status is: whoever lists boosts asks for both.
 */
export function visibleTo(viewerId: string | SQL | null): SQL {
    const author = sql`${statuses.accountId}`;
    const notSuspended = sql`not exists (select 1 from accounts a where a.id = ${author} and a.suspended_at is not null)`;
    if (viewerId === null)
        return sql`(${statuses.visibility} in ('public', 'unlisted') and not ${statuses.localOnly}
            and not ${statuses.awaitsApproval} and ${notSuspended})`;
    const blocked = sql`exists (select 1 from blocks b where (b.account_id = ${author} and b.target_id = ${viewerId})
        or (b.account_id = ${viewerId} and b.target_id = ${author}))`;
    const mentioned = sql`exists (select 1 from mentions m where m.status_id = ${statuses.id} and m.account_id = ${viewerId})`;
    // OFFSET 0 keeps it a probe of an index: PostgreSQL would otherwise be free to read everybody the viewer follows.
    const follows = sql`exists (select 1 from follows f
        where f.account_id = ${viewerId} and f.target_id = ${author} offset 0)`;
    const isMember = sql`exists (select 1 from accounts m where m.id = ${viewerId} and m.domain is null)`;
    return sql`(${notSuspended} and (${author} = ${viewerId} or (not ${blocked}
        and (not ${statuses.localOnly} or ${isMember})
        and (not ${statuses.awaitsApproval} or ${statuses.inReplyToAccountId} = ${viewerId}) and case ${statuses.visibility}
        when 'public' then true
        when 'unlisted' then true
        when 'private' then ${follows} or ${mentioned}
        else ${mentioned} end)))`;
}
