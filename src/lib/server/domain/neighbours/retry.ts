import { sql, type SQL } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { enqueue, retryDeadJobs } from '../../jobs';
import { DELIVERIES_CHANNEL } from './owed';
import { INBOUND, type InboundJob } from './received';

/** What is tried again. */
export interface Retried {
    deliveries: number;
    activities: number;
    /** Jobs of other kinds; none where only one host is meant, for they do not tell whom they are about. */
    jobs: number;
}

/**
 * Has what waits for a host, or for every host, delivered now, and what came from there and failed at every try worked on
 * once more. What was given up is owed anew, and a host that was given up counts as alive.
 */
export function retryFederation(db: Database, host: string | undefined): Promise<Retried> {
    return inTransaction(db, async (tx) => {
        const isMeant = (column: string) =>
            host === undefined ? sql`true` : sql`${sql.raw(column)} = ${host}`;
        await tx.execute(sql`
            update instances set failures = 0, failing_since = null, retry_after = null, parked_at = null
            where ${isMeant('domain')} and (failures > 0 or parked_at is not null)`);
        // Whoever puts something off locks the lane first, too.
        await tx.execute(sql`
            with meant as (select host from delivery_lanes where ${isMeant('host')} order by host for update)
            update delivery_lanes lane set due_at = now() from meant where lane.host = meant.host`);
        const { count } = await tx.execute(
            sql`update deliveries set due_at = now() where ${isMeant('host')} and due_at > now()`,
        );
        await tx.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
        const revived = await tx.execute<{ id: string }>(sql`
            update inbound_activities set state = 'received', attempts = 0, error = null, processed_at = null
            where state = 'dead' and body is not null and ${isMeant("split_part(actor_uri, '/', 3)")} returning id`);
        await enqueue(
            tx,
            INBOUND,
            revived.map(({ id }) => ({ id }) satisfies InboundJob),
        );
        const owedAgain = await oweAgain(tx, isMeant('host'));
        const jobs = host === undefined ? await retryDeadJobs(tx) : 0;
        return { deliveries: count + owedAgain, activities: revived.length, jobs };
    });
}

/** Dead letters become deliveries again, with new ids: the old ones tell for how long they have been owed. */
async function oweAgain(tx: Transaction, isMeant: SQL): Promise<number> {
    const dead = await tx.execute<{ id: string }>(
        sql`select id from dead_deliveries where ${isMeant} for update`,
    );
    if (dead.length === 0) return 0;
    const anew = JSON.stringify(dead.map(({ id }) => ({ id, anew: newId() })));
    const owed = await tx.execute(sql`
        with given as (
            select * from jsonb_to_recordset((${anew}::text)::jsonb) as given (id bigint, anew bigint)
        ), gone as (
            delete from dead_deliveries dead using given where dead.id = given.id
            returning given.anew, dead.activity_id, dead.inbox_url, dead.host, dead.priority
        )
        insert into deliveries (id, activity_id, inbox_url, host, priority)
        select anew, activity_id, inbox_url, host, priority from gone where not is_refused_domain(host)
        on conflict do nothing returning id`);
    await tx.execute(sql`
        insert into delivery_lanes (host, urgency, due_at)
        select host, min(priority) * 2, now() from deliveries where ${isMeant} group by host order by host
        on conflict (host) do update set arrivals = delivery_lanes.arrivals + 1,
            urgency = least(delivery_lanes.urgency, excluded.urgency), due_at = now()`);
    return owed.length;
}
