import { sql } from 'drizzle-orm';
import type { SignatureForm } from '../../activitypub/http-signature';
import { prepared, type Database } from '../../db';
import { readSpoken, type Spoken } from './spoken';

/** A host's line of deliveries, leased by this process: nobody else sends there meanwhile. */
export interface LeasedLane {
    host: string;
    urgency: number;
    /** Failures of the host in a row. */
    failures: number;
    signatureForm: SignatureForm | null;
    /** Whether it is worth writing down that the host takes things. */
    isSuccessNews: boolean;
}

/** One delivery that this process has taken on. */
export interface Claim {
    id: string;
    activityId: string;
    host: string;
    inbox: string;
    priority: number;
    attempts: number;
    /** What the activity tells of. */
    about: string;
    spoken: Spoken;
}

/** What was found in a lane at one moment. */
export interface Taken {
    claims: Claim[];
    /** What the lane had been given by then. */
    arrivals: number;
    /** That moment, as PostgreSQL writes it. */
    at: string;
}

/** A worker that was killed holds its lanes no longer than this; one that lives renews its leases in time. */
const LEASE_S = 20;
/** Lanes that are looked into at the same time while little goes out. */
const FEW = 4;

/** Leases lanes that are due, the most urgent first. No two workers get the same one. */
export async function leaseLanes(db: Database, limit: number): Promise<LeasedLane[]> {
    const rows = await db.$client<LeasedLane[]>`
        with due as (
            select host from delivery_lanes
            where due_at <= now() and (leased_until is null or leased_until < now())
            order by urgency, due_at
            limit ${limit}
            for update skip locked
        )
        update delivery_lanes lane set leased_until = now() + make_interval(secs => ${LEASE_S})
        from due left join instances on instances.domain = due.host
        where lane.host = due.host
        returning lane.host, lane.urgency, coalesce(instances.failures, 0) as failures,
            instances.signature_form as "signatureForm",
            coalesce(instances.last_success_at < now() - interval '10 minutes', true) as "isSuccessNews"`;
    return rows.toSorted((one, other) => one.urgency - other.urgency);
}

/** Gives back the lanes that a killed process had leased; only where no other process delivers. */
export async function takeBackLanes(db: Database): Promise<void> {
    await db.$client`update delivery_lanes set leased_until = null where leased_until is not null`;
}

/** Keeps lanes from coming back to others while they are worked on. */
export async function renewLeases(db: Database, hosts: string[]): Promise<void> {
    await db.$client`
        with mine as (select host from delivery_lanes where host = any(${hosts}) order by host for update)
        update delivery_lanes lane set leased_until = now() + make_interval(secs => ${LEASE_S})
        from mine where lane.host = mine.host`;
}

/**
 * Takes on what is due in each of the lanes, at most its `room`, leaving out what is in hand already, and what has to
 * wait for something that was said before of the same thing and could not be delivered yet. A lane that is gone is absent.
 */
export async function takeDeliveries(
    db: Database,
    lanes: { host: string; room: number }[],
    inHand: string[],
): Promise<Map<string, Taken>> {
    const rows = await findDue(db, {
        hosts: lanes.map(({ host }) => host),
        rooms: lanes.map(({ room }) => room),
        inHand,
    });
    const said = await readSpoken(db, new Set(rows.map(({ activityId }) => activityId)));
    const taken = new Map<string, Taken>();
    for (const { lane, arrivals, at, ...claim } of rows) {
        const found = taken.get(lane) ?? { claims: [], arrivals, at };
        const spoken = said.get(claim.activityId);
        // Of an empty lane there is one row without a delivery.
        if (spoken) found.claims.push({ ...claim, spoken });
        taken.set(lane, found);
    }
    return taken;
}

const findDue = prepared<
    Omit<Claim, 'spoken'> & { lane: string; arrivals: number; at: string },
    { hosts: string[]; rooms: number[]; inHand: string[] }
>(
    (parameter) => sql`
        select lane.host as lane, lane.arrivals, now()::text as at, due.id, due.activity_id as "activityId", lane.host,
            due.inbox_url as inbox, due.priority, due.attempts, due.about
        from unnest(${parameter('hosts', 'text[]')}, ${parameter('rooms', 'integer[]')}) as asked (host, room)
        join delivery_lanes lane on lane.host = asked.host
        left join lateral (
            select delivery.*, coalesce(activity.about, activity.uri) as about
            from deliveries delivery join outbound_activities activity on activity.id = delivery.activity_id
            where delivery.host = asked.host and delivery.due_at <= now()
                and delivery.id <> all(${parameter('inHand', 'bigint[]')})
                and not exists (
                    select from deliveries earlier join outbound_activities said on said.id = earlier.activity_id
                    where earlier.host = asked.host and earlier.last_error is not null and earlier.due_at > now()
                        and earlier.activity_id < delivery.activity_id and said.about = activity.about
                )
            order by delivery.priority, delivery.id
            limit asked.room
        ) due on true`,
    // A plan from when little was owed reads everything when much is.
    { unusual: ({ hosts }) => hosts.length > FEW },
);

/** Deliveries that were made or given up are no longer owed. */
export async function settleDeliveries(db: Database, ids: string[]): Promise<void> {
    await db.$client`delete from deliveries where id = any(${ids}::bigint[])`;
}

/** A delivery that failed and is tried again. */
export interface Postponed {
    id: string;
    seconds: number;
    error: string;
    /** The failure was its own rather than its host's. */
    counts: boolean;
}

/** Puts deliveries that failed off. */
export async function postponeDeliveries(db: Database, postponed: Postponed[]): Promise<void> {
    await db.$client`
        update deliveries set attempts = attempts + failed.counts, last_error = failed.error,
            due_at = now() + make_interval(secs => failed.seconds)
        from unnest(${postponed.map(({ id }) => id)}::bigint[],
            ${postponed.map(({ seconds }) => seconds)}::float8[],
            ${postponed.map(({ error }) => error.slice(0, 500))}::text[],
            ${postponed.map(({ counts }) => (counts ? 1 : 0))}::int[]) as failed (id, seconds, error, counts)
        where deliveries.id = failed.id`;
}

/** Lets others have their turn before a lane in which more is waiting. */
export async function yieldLanes(
    db: Database,
    lanes: { host: string; arrivals: number; priority: number }[],
): Promise<void> {
    await db.$client`
        with mine as (
            select lane.host, lane.arrivals = left_at.arrivals as is_as_left, left_at.priority * 2 + 1 as urgency
            from unnest(${lanes.map(({ host }) => host)}::text[], ${lanes.map(({ arrivals }) => arrivals)}::int[],
                ${lanes.map(({ priority }) => priority)}::int[]) as left_at (host, arrivals, priority)
            join delivery_lanes lane on lane.host = left_at.host
            order by lane.host for update of lane
        )
        update delivery_lanes lane set leased_until = null, due_at = now(),
            urgency = case when mine.is_as_left then mine.urgency else least(mine.urgency, lane.urgency) end
        from mine where lane.host = mine.host`;
}

/**
 * Gives lanes back in which nothing is due: until the next delivery is, or for good. Returns the hosts of those that were
 * not given back, because something was added since they were looked at.
 */
export async function closeLanes(
    db: Database,
    lanes: { host: string; arrivals: number; at: string }[],
): Promise<string[]> {
    const rows = await closeUnchanged(db, {
        hosts: lanes.map(({ host }) => host),
        arrivals: lanes.map(({ arrivals }) => arrivals),
        moments: lanes.map(({ at }) => at),
    });
    return rows.map(({ host }) => host);
}

const closeUnchanged = prepared<{ host: string }, { hosts: string[]; arrivals: number[]; moments: string[] }>(
    (parameter) => sql`
        with mine as (
            select lane.host, lane.arrivals = left_at.arrivals as is_as_left, left_at.at::timestamptz as at
            from unnest(${parameter('hosts', 'text[]')}, ${parameter('arrivals', 'integer[]')},
                ${parameter('moments', 'text[]')}) as left_at (host, arrivals, at)
            join delivery_lanes lane on lane.host = left_at.host
            order by lane.host for update of lane
        ), waiting as (
            select mine.host, min(delivery.due_at) filter (where delivery.due_at > mine.at) as due_at,
                count(delivery.id) as count, min(delivery.priority) as priority
            from mine left join deliveries delivery on delivery.host = mine.host
            where mine.is_as_left group by mine.host
        ), gone as (
            delete from delivery_lanes lane using waiting where lane.host = waiting.host and waiting.count = 0
        ), kept as (
            update delivery_lanes lane set leased_until = null, due_at = coalesce(waiting.due_at, now()),
                urgency = waiting.priority * 2 + 1
            from waiting where lane.host = waiting.host and waiting.count > 0
        )
        select host from mine where not is_as_left`,
    { unusual: ({ hosts }) => hosts.length > FEW },
);

/** Gives lanes back whose hosts are to be left alone for a while. */
export async function holdLanes(db: Database, hosts: string[]): Promise<void> {
    await db.$client`
        with mine as (
            select lane.host, coalesce(instances.retry_after, now()) as due_at
            from delivery_lanes lane left join instances on instances.domain = lane.host
            where lane.host = any(${hosts}) order by lane.host for update of lane
        )
        update delivery_lanes lane set leased_until = null, due_at = mine.due_at from mine where lane.host = mine.host`;
}

/** Milliseconds until the next lane is due; undefined where nothing is owed. */
export async function untilNextLane(db: Database): Promise<number | undefined> {
    const [row] = await db.$client<{ wait: string | null }[]>`
        select extract(epoch from min(greatest(due_at, leased_until)) - now()) * 1000 as wait from delivery_lanes`;
    return row?.wait == null ? undefined : Number(row.wait);
}

/** Removes bodies that nobody is owed any more, and opens lanes for what waits without one. */
export async function tidyDeliveries(db: Database): Promise<void> {
    await db.$client`
        delete from outbound_activities activity
        where created_at < now() - interval '1 day'
            and not exists (select from deliveries where activity_id = activity.id)
            and not exists (select from dead_deliveries where activity_id = activity.id)`;
    await db.$client`
        insert into delivery_lanes (host, urgency, due_at)
        select host, min(priority) * 2, greatest(now(), max(instances.retry_after))
        from deliveries left join instances on instances.domain = deliveries.host
        where not exists (select from delivery_lanes lane where lane.host = deliveries.host)
        group by host order by host
        on conflict (host) do nothing`;
}
