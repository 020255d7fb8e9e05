/** A real PostgreSQL database for each test file. */
import postgres from 'postgres';
import { afterAll, beforeEach, inject } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { closeDatabase, openDatabase, useDatabase, type Connection, type Database } from '$lib/server/db';
import { forgetEmojis } from '$lib/server/domain/emoji';
import { forgetInstance } from '$lib/server/domain/instance';
import { jobKinds } from '$lib/server/job-kinds';
import { startJobs, stopJobs } from '$lib/server/jobs';
import { TEMPLATE } from './cluster';

/**
 * A database of the calling file's own: cloned from the migrated template, emptied before each test, dropped at the end.
 * It becomes the one the edges serve; jobs wait until `runJobs()`.
 * Call it once, at the top: `const db = await testDatabase()`.
 */
export async function testDatabase(): Promise<Database> {
    const db = openDatabase(await cloneDatabase(), { max: 5 });
    useDatabase(db);
    await startJobs(db, jobKinds, { work: false });
    const empty = await emptyingStatement(db.$client);
    beforeEach(async () => {
        await db.$client.unsafe(empty);
        await forgetInstance(db);
        await forgetEmojis(db);
    });
    afterAll(async () => {
        await stopJobs();
        useDatabase(undefined);
        // The next file of this process begins with what the environment says.
        useConfig(readConfig(process.env));
        await closeDatabase(db);
    });
    return db;
}

/** A clone of the template, dropped after the calling file; for those who open it themselves. */
export async function cloneDatabase(template: string | null = TEMPLATE): Promise<Connection> {
    const cluster = inject('cluster');
    const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
    const admin = postgres({ ...cluster, max: 1, onnotice: () => {} });
    await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template ?? 'template0'} STRATEGY file_copy`);
    afterAll(async () => {
        await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.end();
    });
    return { ...cluster, database: name };
}

/** One round trip that brings every table back to what the migrations left in it. */
async function emptyingStatement(sql: postgres.Sql): Promise<string> {
    const tables = await sql<{ name: string }[]>`
        SELECT format('%I', tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'schema_migrations'`;
    const restored: string[] = [];
    await sql.unsafe('CREATE SCHEMA pristine');
    for (const { name } of tables) {
        const [filled] = await sql.unsafe(`SELECT 1 FROM ${name} LIMIT 1`);
        if (!filled) continue;
        await sql.unsafe(`CREATE TABLE pristine.${name} AS TABLE public.${name}`);
        restored.push(name);
    }
    return [
        // Statements sent together are one transaction. Without foreign key triggers their order does not matter.
        'SET LOCAL session_replication_role = replica',
        'DELETE FROM pgboss.job',
        ...tables.map(({ name }) => `DELETE FROM ${name}`),
        ...restored.map((name) => `INSERT INTO ${name} OVERRIDING SYSTEM VALUE TABLE pristine.${name}`),
    ].join(';');
}

/** Lets the time come for everything that waits for a later moment; `runJobs()` then runs it. */
export async function letTimeCome(db: Database): Promise<void> {
    await db.$client`UPDATE pgboss.job SET start_after = now() WHERE start_after > now()`;
}
