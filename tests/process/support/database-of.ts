/** The embedded database of a server that runs, as an operator could look into it; for what its API does not tell. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';

export async function openDatabaseOf(dataDir: string): Promise<postgres.Sql> {
    const [, , , port = '', host = ''] = (
        await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')
    ).split('\n');
    return postgres({
        host,
        port: Number(port),
        user: 'atoll',
        database: 'atoll',
        max: 1,
        // A text is planned for one question only, so that the tables may change between two of them.
        prepare: false,
        onnotice: () => {},
    });
}

/** What is still to be done: jobs that are due, run or will be tried again, activities not worked on, deliveries owed. */
export async function workLeft(sql: postgres.Sql): Promise<number> {
    const [row] = await sql<{ left: number }[]>`
        SELECT ((SELECT count(*) FROM pgboss.job
                 WHERE name NOT LIKE 'dead-%' AND name NOT LIKE '\\_\\_pgboss%'
                   AND (state IN ('active', 'retry') OR (state = 'created' AND start_after <= now())))
              + (SELECT count(*) FROM inbound_activities WHERE state = 'received')
              + (SELECT count(*) FROM deliveries))::int AS left`;
    return row?.left ?? 0;
}

/**
 * Lets the time come for what waits: tries that failed, and what a killed process held. What it would have waited for
 * comes at once.
 */
export async function letRetriesCome(sql: postgres.Sql): Promise<void> {
    await sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND start_after > now()`;
    await sql`UPDATE deliveries SET due_at = now() WHERE due_at > now()`;
    await sql`UPDATE delivery_lanes SET due_at = now() WHERE due_at > now()`;
}
