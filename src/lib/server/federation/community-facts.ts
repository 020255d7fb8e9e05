import { sql } from 'drizzle-orm';
import type { CommunityFacts } from '../activitypub/nodeinfo';
import { config } from '../config';
import type { Database } from '../db';
import { version } from '../version';

/** What NodeInfo tells about this community. */
export async function communityFacts(db: Database): Promise<CommunityFacts> {
    const [row] = await db.execute<Record<'total' | 'month' | 'half_year' | 'posts', number>>(sql`
        select
            (select count(*)::int from users where approved_at is not null and confirmed_at is not null) as total,
            (select count(*)::int from users where last_active_at > now() - interval '30 days') as month,
            (select count(*)::int from users where last_active_at > now() - interval '180 days') as half_year,
            (select coalesce(sum(statuses_count), 0)::int from accounts where domain is null) as posts`);
    return {
        version,
        title: config().domain,
        description: '',
        openRegistrations: false,
        users: { total: row?.total ?? 0, activeMonth: row?.month ?? 0, activeHalfyear: row?.half_year ?? 0 },
        localPosts: row?.posts ?? 0,
    };
}
