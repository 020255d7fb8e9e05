import { sql } from 'drizzle-orm';
import type { Relationship } from '$lib/mastodon-api/entities';
import { isId, prepared, type Database } from '../db';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { asMoment } from './moments';

type Row = Omit<Relationship, 'muting_expires_at'> & { mutingExpiresAt: string | null };

/** Everything about any number of people in one statement. */
const findRelationships = prepared<Row, { viewerId: string; ids: readonly string[]; suspended: boolean }>(
    (parameter) => {
        const me = parameter('viewerId', 'bigint');
        return sql`
            select a.id,
                f.id is not null as following,
                coalesce(f.show_boosts, q.show_boosts, false) as showing_reblogs,
                coalesce(f.notify, q.notify, false) as notifying,
                coalesce(f.languages, q.languages) as languages,
                exists (select 1 from follows where account_id = a.id and target_id = ${me}) as followed_by,
                exists (select 1 from blocks where account_id = ${me} and target_id = a.id) as blocking,
                exists (select 1 from blocks where account_id = a.id and target_id = ${me}) as blocked_by,
                m.id is not null as muting,
                coalesce(m.hide_notifications, false) as muting_notifications,
                m.expires_at as "mutingExpiresAt",
                q.id is not null as requested,
                exists (select 1 from follow_requests where account_id = a.id and target_id = ${me}) as requested_by,
                exists (select 1 from domain_blocks where account_id = ${me} and domain = a.domain) as domain_blocking,
                exists (select 1 from endorsements where account_id = ${me} and target_id = a.id) as endorsed,
                coalesce(n.comment, '') as note
            from accounts a
            left join follows f on f.account_id = ${me} and f.target_id = a.id
            left join follow_requests q on q.account_id = ${me} and q.target_id = a.id
            left join mutes m on m.account_id = ${me} and m.target_id = a.id
                and (m.expires_at is null or m.expires_at > now())
            left join account_notes n on n.account_id = ${me} and n.target_id = a.id
            where a.id = any(${parameter('ids', 'bigint[]')})
                and (a.suspended_at is null or ${parameter('suspended', 'boolean')})`;
    },
);

/**
 * How the viewer and each of `ids` stand, in the order of `ids`; people who are unknown are left out, and those who are
 * suspended unless asked for. https://docs.joinmastodon.org/entities/Relationship/
 */
export async function presentRelationships(
    db: Database,
    viewer: Actor,
    ids: readonly string[],
    { withSuspended = false } = {},
): Promise<Relationship[]> {
    const wanted = [...new Set(ids.filter(isId))];
    const rows = await findRelationships(db, {
        viewerId: viewer.accountId,
        ids: wanted,
        suspended: withSuspended,
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return wanted.flatMap((id) => {
        const row = byId.get(id);
        return row ? [relationshipEntity(row)] : [];
    });
}

/**
 * How the viewer and one other stand.
 * @throws NotFound
 */
export async function presentRelationship(db: Database, viewer: Actor, id: string): Promise<Relationship> {
    const [entity] = await presentRelationships(db, viewer, [id], { withSuspended: true });
    if (!entity) throw new NotFound();
    return entity;
}

function relationshipEntity({ mutingExpiresAt, ...rest }: Row): Relationship {
    return { ...rest, muting_expires_at: mutingExpiresAt === null ? null : asMoment(mutingExpiresAt) };
}
