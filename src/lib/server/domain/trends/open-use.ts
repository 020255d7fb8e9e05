import { sql } from 'drizzle-orm';

/** On rows of `statuses` as `s`: a public post for everybody, by somebody who is not limited. */
export const isOpenUse = sql`s.visibility = 'public' and s.boost_of_id is null and not s.local_only
    and not exists (select 1 from accounts a where a.id = s.account_id
        and (a.suspended_at is not null or a.silenced_at is not null))`;
