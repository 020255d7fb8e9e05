import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { DEAD_LETTERS } from '../../jobs';

/** Something that failed at every try: an activity that was received, one that was sent, or a job of any other kind. */
export interface Failure {
    kind: 'activity' | 'delivery' | 'job';
    id: string;
    /** In ISO 8601. */
    at: string;
    /** What it was: an activity's type and id, an inbox, a queue. */
    what: string;
    error: string | null;
    /** The activity, or what the job was about, as JSON. */
    body: string | null;
}

/** What failed at every try and waits for an operator, the newest first. */
export async function listFailures(db: Database, limit: number): Promise<Failure[]> {
    const rows = await db.execute<Failure & Record<string, unknown>>(sql`
        select kind, id, to_json(at) #>> '{}' as at, what, error, body from (
            (select 'activity' as kind, id::text, received_at as at, type || ' ' || uri as what, error, body
                from inbound_activities where state = 'dead' order by inbound_activities.id desc limit ${limit})
            union all
            (select 'delivery', d.id::text, gave_up_at, inbox_url, error, body
                from dead_deliveries d join outbound_activities a on a.id = d.activity_id
                order by gave_up_at desc limit ${limit})
            union all
            (select 'job', id::text, created_on, coalesce(source_name, name),
                    coalesce(source_output ->> 'message', source_output #>> '{}'), data::text
                from pgboss.job where name = ${DEAD_LETTERS} and state < 'completed'
                order by created_on desc limit ${limit})
        ) failed order by at desc limit ${limit}`);
    return [...rows];
}
