import type { Community } from './community.ts';

const POLL_MS = 50;

/** Settles when `done` says so; looks every few milliseconds. @throws after `seconds`. */
export async function until(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    const giveUp = Date.now() + seconds * 1_000;
    while (!(await done())) {
        if (Date.now() > giveUp) throw new Error(`Waited ${seconds} s in vain: ${what}`);
        await new Promise((settle) => setTimeout(settle, POLL_MS));
    }
}

/** Settles when no job waits or runs and nothing is left to deliver. */
export function drained({ sql }: Pick<Community, 'sql'>): Promise<void> {
    return until('the jobs to be done', 120, async () => {
        const [row] = await sql<{ left: number }[]>`
            SELECT ((SELECT count(*) FROM pgboss.job WHERE state < 'completed' AND start_after <= now()
                     AND name NOT LIKE 'dead-%' AND name NOT LIKE '__pgboss%')
                  + (SELECT count(*) FROM deliveries JOIN delivery_lanes lane USING (host)
                     WHERE greatest(deliveries.due_at, lane.due_at) <= now()))::int AS left`;
        return row?.left === 0;
    });
}
