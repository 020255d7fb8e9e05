import { sql } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { enqueue } from '../../jobs';
import { DELIVERIES_CHANNEL } from './owed';
import { INBOUND, type InboundJob } from './received';

/** What is tried again. */
export interface Retried {
    deliveries: number;
    activities: number;
}

/**
 * Has what waits for a host, or for every host, delivered now, and what came from there and failed at every try worked on
 * once more. A host that was given up counts as alive; what had been owed to it is gone.
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
        return { deliveries: count, activities: revived.length };
    });
}
