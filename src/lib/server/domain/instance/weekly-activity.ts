import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

/** What happened in one week, which began on a Monday. */
export interface Week {
    start: Date;
    statuses: number;
    /** Members who were seen last in this week. */
    logins: number;
    registrations: number;
}

/** The last twelve weeks, the present one first. */
export async function weeklyActivity(db: Database): Promise<Week[]> {
    const rows = await db.execute<{
        start: number;
        statuses: number;
        logins: number;
        registrations: number;
    }>(sql`
        WITH weeks AS (
            SELECT date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - n * interval '7 days' AS start
            FROM generate_series(0, 11) AS n
        )
        SELECT extract(epoch FROM start)::float8 AS start,
            (SELECT count(*)::int FROM statuses s WHERE s.local
                AND s.id >= (extract(epoch FROM start) * 1000)::bigint << 16
                AND s.id < (extract(epoch FROM start + interval '7 days') * 1000)::bigint << 16) AS statuses,
            (SELECT count(*)::int FROM users u
                WHERE u.last_active_at >= start AND u.last_active_at < start + interval '7 days') AS logins,
            (SELECT count(*)::int FROM users u
                WHERE u.created_at >= start AND u.created_at < start + interval '7 days') AS registrations
        FROM weeks ORDER BY start DESC`);
    return Array.from(rows, (row) => ({ ...row, start: new Date(row.start * 1_000) }));
}
