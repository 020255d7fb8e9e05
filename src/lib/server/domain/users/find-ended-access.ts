import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/** The tokens and sessions that something long-lived (a socket) was opened with. */
export interface HeldAccess {
    tokenIds: string[];
    sessionIds: string[];
}

/** Which of these no longer hold: revoked, signed out, expired, or their member may not act any more. */
export async function findEndedAccess(db: Queryable, held: HeldAccess): Promise<HeldAccess> {
    const mayAct = sql`u.disabled_at is null and a.suspended_at is null`;
    const [row] = await db.execute<{ tokenIds: string[] | null; sessionIds: string[] | null }>(sql`
        select
            array(select held.id::text from unnest(${sql.param(held.tokenIds)}::bigint[]) as held(id)
                where not exists (select 1 from oauth_tokens t join users u on u.id = t.user_id
                    join accounts a on a.id = u.account_id
                    where t.id = held.id and t.revoked_at is null and ${mayAct})) as "tokenIds",
            array(select held.id from unnest(${sql.param(held.sessionIds)}::text[]) as held(id)
                where not exists (select 1 from sessions s join users u on u.id = s.user_id
                    join accounts a on a.id = u.account_id
                    where s.id = held.id and s.expires_at > now() and ${mayAct})) as "sessionIds"`);
    return { tokenIds: row?.tokenIds ?? [], sessionIds: row?.sessionIds ?? [] };
}
