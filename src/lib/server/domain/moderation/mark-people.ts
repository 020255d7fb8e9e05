import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db';

/** Held by whoever decides about domains, and shared by whoever keeps somebody new, who would otherwise slip through. */
const DECISIONS = sql`hashtextextended('domain decisions', 0)`;

/** Until the transaction ends nobody decides about domains. */
export async function awaitDecisions(tx: Transaction): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${DECISIONS})`);
}

/** Until the transaction ends nobody else decides about domains, and nobody new is kept. */
export async function lockDecisions(tx: Transaction): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(${DECISIONS})`);
}

/**
 * Brings everybody elsewhere, or one of them, to what is decided about their domains: suspended, limited, or without
 * pictures. Both the domain of their handle and the host of their id count. What was decided about them alone stays, and
 * what the domain brought goes with the decision.
 */
export async function markPeople(tx: Transaction, accountId?: string): Promise<void> {
    const whose = accountId === undefined ? sql`true` : sql`a.id = ${accountId}`;
    await tx.execute(sql`
        with homes as (
            select distinct a.domain, split_part(a.uri, '/', 3) as home from accounts a
            where a.domain is not null and ${whose}
        ), judged as (
            select homes.domain, homes.home,
                is_refused_domain(homes.domain) or is_refused_domain(homes.home) as refused,
                coalesce('silence' in (own.severity, above.severity), false) as limited,
                coalesce(own.rejects_media, false) or coalesce(above.rejects_media, false) as unseen
            from homes
            left join lateral domain_policy_of(homes.domain) own on true
            left join lateral domain_policy_of(homes.home) above on true
        ), due as (
            select a.id, unseen,
                case when refused then coalesce(a.suspended_at, now())
                    when a.suspended_by is distinct from 'domain' then a.suspended_at end as suspended_at,
                case when refused and (a.suspended_at is null or a.suspended_by = 'remote') then 'domain'
                    when refused or a.suspended_by <> 'domain' then a.suspended_by end as suspended_by,
                case when limited then coalesce(a.silenced_at, now())
                    when a.silenced_by is distinct from 'domain' then a.silenced_at end as silenced_at,
                case when limited and a.silenced_at is null then 'domain'
                    when limited or a.silenced_by <> 'domain' then a.silenced_by end as silenced_by
            from accounts a join judged on a.domain = judged.domain and split_part(a.uri, '/', 3) = judged.home
            where ${whose}
        )
        update accounts a set suspended_at = due.suspended_at, suspended_by = due.suspended_by,
            silenced_at = due.silenced_at, silenced_by = due.silenced_by, media_refused = due.unseen
        from due where due.id = a.id
            and (a.suspended_at, a.suspended_by, a.silenced_at, a.silenced_by, a.media_refused)
                is distinct from (due.suspended_at, due.suspended_by, due.silenced_at, due.silenced_by, due.unseen)`);
}
