import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** How a server stands with this one: what was decided about it comes before how it answers. */
export type HostStanding = 'blocked' | 'dead' | 'ill' | 'limited' | 'reachable';

/** One other server. Moments are in ISO 8601. */
export interface HostState {
    host: string;
    software: string | null;
    version: string | null;
    state: HostStanding;
    /** People of it who are known here, and follows between them and members in either direction. */
    people: number;
    followers: number;
    followed: number;
    owed: number;
    failures: number;
    failingSince: string | null;
    retryAfter: string | null;
    parkedAt: string | null;
    lastSuccessAt: string | null;
    lastSeenAt: string | null;
    lastError: string | null;
}

/** Other servers: those to which most is owed first, only those that fail where `failing`. */
export async function listHosts(
    db: Database,
    { limit, failing }: { limit: number; failing: boolean },
): Promise<HostState[]> {
    const rows = await db.execute<HostState & Record<string, unknown>>(sql`
        with host as (
            select instances.*, coalesce(d.owed, 0)::int as owed, d.error
            from instances left join (
                select host, count(*) as owed, max(last_error) as error from deliveries group by host
            ) d on d.host = domain
            where not ${failing} or failures > 0 or parked_at is not null
            order by d.owed desc nulls last, failures desc, domain limit ${limit}
        )
        select domain as host, software, version, owed, failures, failing_since as "failingSince",
            lane.due_at as "retryAfter", parked_at as "parkedAt", last_success_at as "lastSuccessAt",
            last_seen_at as "lastSeenAt", host.error as "lastError",
            (select count(*)::int from accounts a where a.domain = host.domain) as people,
            (select count(*)::int from accounts a join follows f on f.account_id = a.id
                where a.domain = host.domain) as followers,
            (select count(*)::int from accounts a join follows f on f.target_id = a.id
                where a.domain = host.domain) as followed,
            case when is_refused_domain(host.domain) then 'blocked' when parked_at is not null then 'dead'
                when failures > 0 then 'ill'
                when (select severity from domain_policy_of(host.domain)) = 'silence' then 'limited'
                else 'reachable' end as state
        from host left join delivery_lanes lane on lane.host = domain
        order by owed desc, failures desc, domain`);
    return [...rows];
}
