import { and, eq, sql } from 'drizzle-orm';
import type { Database, Queryable } from '../../db';
import { pushSubscriptions } from '../../db/schema';
import type { SubscriptionRow } from './subscribe';

/** A subscription whose token or session still holds, and whose member may act. */
const HOLDS = sql`
    exists (select 1 from users u join accounts a on a.id = u.account_id
        where u.id = s.user_id and u.disabled_at is null and a.suspended_at is null)
    and (exists (select 1 from oauth_tokens t where t.id = s.token_id and t.revoked_at is null)
        or exists (select 1 from sessions e where e.id = s.session_id and e.expires_at > now()))`;

/**
 * The subscriptions that want a push for a notification: of its kind, from whom their policy lets through. None for one
 * that the member's own policy set aside.
 */
export async function findListeners(db: Queryable, notificationId: string): Promise<string[]> {
    const rows = await db.execute<{ id: string }>(sql`
        select s.id::text as id
        from notifications n
        join users me on me.account_id = n.account_id
        join push_subscriptions s on s.user_id = me.id
        where n.id = ${notificationId} and not n.filtered and n.kind = any(s.alerts) and ${HOLDS}
            and case s.policy
                when 'all' then true
                when 'none' then false
                when 'followed' then exists (select 1 from follows f
                    where f.account_id = n.account_id and f.target_id = n.from_account_id)
                when 'follower' then exists (select 1 from follows f
                    where f.account_id = n.from_account_id and f.target_id = n.account_id)
            end`);
    return rows.map(({ id }) => id);
}

/** A subscription with the language of whom it is of, as long as it holds. */
export interface Listener extends SubscriptionRow {
    locale: string;
    accountId: string;
}

export async function findListener(db: Database, id: string): Promise<Listener | undefined> {
    const [row] = await db.execute<{ locale: string; accountId: string }>(sql`
        select u.locale, u.account_id::text as "accountId"
        from push_subscriptions s join users u on u.id = s.user_id
        where s.id = ${id} and ${HOLDS}`);
    if (!row) return undefined;
    const [subscription] = await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.id, id));
    return subscription && { ...subscription, ...row };
}

/** Nobody listens at this address any more. A subscription that meanwhile moved elsewhere stays. */
export async function forgetListener(db: Database, { id, endpoint }: SubscriptionRow): Promise<void> {
    await db
        .delete(pushSubscriptions)
        .where(and(eq(pushSubscriptions.id, id), eq(pushSubscriptions.endpoint, endpoint)));
}
