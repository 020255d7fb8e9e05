import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { DEAD_LETTERS } from '../../jobs';

/** How things stand between this server and all others. Moments are in ISO 8601. */
export interface FederationStatus {
    /** Deliveries that are owed, those of them that are due, and since when the oldest is. */
    deliveries: { owed: number; due: number; oldest: string | null };
    hosts: { known: number; failing: number; parked: number };
    /** Activities that wait to be worked on, that failed at every try, and what became of those of the last day. */
    received: { waiting: number; dead: number; done: number; refused: number };
    /** Jobs of any kind that failed at every try. */
    deadJobs: number;
}

export async function federationStatus(db: Database): Promise<FederationStatus> {
    const [row] = await db.execute<{ status: FederationStatus }>(sql`
        select json_build_object(
            'deliveries', (select json_build_object('owed', count(*), 'due', count(*) filter (where since <= now()),
                'oldest', min(since) filter (where since <= now()))
                from (select greatest(deliveries.due_at, lane.due_at) as since
                    from deliveries left join delivery_lanes lane using (host)) owed),
            'hosts', (select json_build_object('known', count(*), 'failing', count(*) filter (where failures > 0),
                'parked', count(parked_at)) from instances),
            'received', json_build_object(
                'waiting', (select count(*) from inbound_activities where state = 'received'),
                'dead', (select count(*) from inbound_activities where state = 'dead'),
                'done', (select count(*) from inbound_activities
                    where received_at > now() - interval '1 day' and state = 'done'),
                'refused', (select count(*) from inbound_activities
                    where received_at > now() - interval '1 day' and state = 'refused')),
            'deadJobs', (select count(*) from pgboss.job where name = ${DEAD_LETTERS} and state < 'completed')
        ) as status`);
    if (!row) throw new Error('PostgreSQL answered a select without a row');
    return row.status;
}

/** One other server, as far as sending to it goes. */
export interface HostState {
    host: string;
    owed: number;
    failures: number;
    failingSince: string | null;
    retryAfter: string | null;
    parkedAt: string | null;
    lastSuccessAt: string | null;
    lastError: string | null;
}

/** Other servers: those to which most is owed first, only those that fail where `failing`. */
export async function listHosts(
    db: Database,
    { limit, failing }: { limit: number; failing: boolean },
): Promise<HostState[]> {
    const rows = await db.execute<HostState & Record<string, unknown>>(sql`
        select domain as host, coalesce(d.owed, 0)::int as owed, failures, failing_since as "failingSince",
            lane.due_at as "retryAfter", parked_at as "parkedAt", last_success_at as "lastSuccessAt",
            d.error as "lastError"
        from instances left join (
            select host, count(*) as owed, max(last_error) as error from deliveries group by host
        ) d on d.host = domain left join delivery_lanes lane on lane.host = domain
        where not ${failing} or failures > 0 or parked_at is not null
        order by d.owed desc nulls last, failures desc, domain limit ${limit}`);
    return [...rows];
}

/** An activity that was received, and failed at every try. */
export interface DeadActivity {
    id: string;
    uri: string;
    type: string;
    actorUri: string;
    error: string | null;
    receivedAt: string;
    body: string | null;
}

/** What was received and could not be worked on, the newest first. */
export async function listDeadActivities(db: Database, limit: number): Promise<DeadActivity[]> {
    const rows = await db.execute<DeadActivity & Record<string, unknown>>(sql`
        select id, uri, type, actor_uri as "actorUri", error, received_at as "receivedAt", body
        from inbound_activities where state = 'dead' order by id desc limit ${limit}`);
    return [...rows];
}
