import type { Database } from '../../db';

/** One delivery that this process has taken on. */
export interface Claim {
    id: string;
    inbox: string;
    host: string;
    attempts: number;
    accountId: string;
    body: string;
}

/** A worker that was killed holds its claims no longer than this. */
const LEASE_S = 60;

/**
 * Takes on deliveries that are due, the most urgent first, passing over hosts that are busy already. No two workers
 * get the same one.
 */
export async function claimDeliveries(db: Database, limit: number, busyHosts: string[]): Promise<Claim[]> {
    const rows = await db.$client<Claim[]>`
        with due as (
            select id from deliveries
            where due_at <= now() and (leased_until is null or leased_until < now())
                and host <> all(${busyHosts})
            order by priority, due_at
            limit ${limit}
            for update skip locked
        )
        update deliveries set leased_until = now() + make_interval(secs => ${LEASE_S})
        from due, outbound_activities activity
        where deliveries.id = due.id and activity.id = deliveries.activity_id
        returning deliveries.id, deliveries.inbox_url as inbox, deliveries.host, deliveries.attempts,
            activity.account_id as "accountId", activity.body`;
    return [...rows];
}

/** Deliveries that were made or given up are no longer owed. */
export async function settleDeliveries(db: Database, ids: string[]): Promise<void> {
    await db.$client`delete from deliveries where id = any(${ids}::bigint[])`;
}

/** Puts a delivery that failed off. */
export async function postponeDelivery(
    db: Database,
    id: string,
    seconds: number,
    error: string,
): Promise<void> {
    await db.$client`
        update deliveries set attempts = attempts + 1, leased_until = null, last_error = ${error.slice(0, 500)},
            due_at = greatest(due_at, now() + make_interval(secs => ${seconds}))
        where id = ${id}`;
}

/** Gives claims back that were not tried. */
export async function returnClaims(db: Database, ids: string[]): Promise<void> {
    await db.$client`update deliveries set leased_until = null where id = any(${ids}::bigint[])`;
}

/** Milliseconds until the next delivery is due; undefined where none is owed. */
export async function untilNextDelivery(db: Database): Promise<number | undefined> {
    const [row] = await db.$client<{ wait: string | null }[]>`
        select extract(epoch from min(first.due_at) - now()) * 1000 as wait
        from unnest(array[0, 1, 2]) as priorities (priority), lateral (
            select due_at from deliveries where deliveries.priority = priorities.priority order by due_at limit 1
        ) as first`;
    return row?.wait == null ? undefined : Number(row.wait);
}

/** Removes bodies that nobody is owed any more. */
export async function removeSpentActivities(db: Database): Promise<void> {
    await db.$client`
        delete from outbound_activities activity
        where created_at < now() - interval '1 day'
            and not exists (select 1 from deliveries where activity_id = activity.id)`;
}
