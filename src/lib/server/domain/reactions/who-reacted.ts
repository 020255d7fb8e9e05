import { sql } from 'drizzle-orm';
import { prepared, type Database } from '../../db';
import { findActedOnStatus } from '../statuses';
import type { Actor } from '../users';

/** An emoji under a status, with who put it there. */
export interface Reacted {
    emoji: string;
    imageUrl: string | null;
    count: number;
    /** Is the viewer among them? */
    own: boolean;
    /** The latest first, at most forty of them. */
    accountIds: string[];
}

/**
 * The emoji under a status in the order they came, with who put them there; without those the viewer has blocked or is
 * blocked by.
 * @throws NotFound
 */
export async function whoReacted(db: Database, viewer: Actor | null, id: string): Promise<Reacted[]> {
    const status = await findActedOnStatus(db, viewer, id);
    return reactors(db, {
        statusId: status.id,
        viewerId: viewer?.accountId ?? null,
    });
}

const reactors = prepared<Reacted, { statusId: string; viewerId: string | null }>((parameter) => {
    const viewerId = parameter('viewerId', 'bigint');
    return sql`
        select r.emoji, r.image_url as "imageUrl",
            count(*)::int as count, coalesce(bool_or(r.account_id = ${viewerId}), false) as own,
            (array_agg(r.account_id::text order by r.id desc))[1:40] as "accountIds"
        from reactions r
        join accounts a on a.id = r.account_id and a.suspended_at is null
        where r.status_id = ${parameter('statusId', 'bigint')}
            and not exists (select 1 from blocks b where (b.account_id = r.account_id and b.target_id = ${viewerId})
                or (b.account_id = ${viewerId} and b.target_id = r.account_id))
        group by r.emoji, r.image_url order by min(r.id)`;
});
