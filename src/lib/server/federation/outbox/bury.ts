import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** Dead letters of deliveries are kept so long for an operator. */
const KEPT_DAYS = 30;

/** Keeps a delivery that is given up as a dead letter, with the reason; whoever gives it up settles it. */
export async function buryDelivery(db: Database, id: string, error: string): Promise<void> {
    await db.execute(sql`
        insert into dead_deliveries (id, activity_id, inbox_url, host, priority, attempts, error)
        select id, activity_id, inbox_url, host, priority, attempts + 1, ${error.slice(0, 500)} from deliveries
        where id = ${id} on conflict do nothing`);
}

/** The same of everything that is owed to a host. */
export async function buryDeliveriesTo(db: Database, host: string, error: string): Promise<void> {
    await db.execute(sql`
        with owed as (delete from deliveries where host = ${host} returning *)
        insert into dead_deliveries (id, activity_id, inbox_url, host, priority, attempts, error)
        select id, activity_id, inbox_url, host, priority, attempts, coalesce(last_error, ${error}) from owed
        on conflict do nothing`);
}

/** Forgets dead letters that nobody looked after. Returns how many there were. */
export async function forgetDeadDeliveries(db: Database): Promise<number> {
    const { count } = await db.execute(
        sql`delete from dead_deliveries where gave_up_at < now() - make_interval(days => ${KEPT_DAYS})`,
    );
    return count;
}
