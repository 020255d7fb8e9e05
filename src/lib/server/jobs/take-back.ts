import type { PgBoss } from 'pg-boss';
import type { Database } from '../db';

/**
 * Jobs that a killed process had begun are tried again at once, not when their heartbeat is missed. It counts as a try,
 * so that a job which kills its process does not do so for ever. Only where no other process runs jobs.
 */
export async function takeBackJobs(queue: PgBoss, db: Database): Promise<void> {
    const begun = await db.$client<{ name: string; ids: string[] }[]>`
        SELECT name, array_agg(id::text) AS ids FROM pgboss.job WHERE state = 'active' GROUP BY name`;
    for (const { name, ids } of begun) await queue.fail(name, ids, { message: 'its process was killed' });
}
