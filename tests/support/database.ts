/** A real PostgreSQL database for each test file. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeEach, inject } from 'vitest';
import { TEMPLATE } from './cluster';

export type TestDatabase = PostgresJsDatabase & { $client: postgres.Sql };

/**
 * A database of the calling file's own: cloned from the migrated template, emptied before each test, dropped at the end.
 * Call it once, at the top: `const db = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
    const sql = await cloneDatabase();
    const empty = await emptyingStatement(sql);
    beforeEach(async () => {
        await sql.unsafe(empty);
    });
    return drizzle(sql);
}

/** A clone of the template as a bare pool; ended and dropped after the calling file. */
export async function cloneDatabase(): Promise<postgres.Sql> {
    const cluster = inject('cluster');
    const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
    const admin = postgres({ ...cluster, max: 1, onnotice: () => {} });
    await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
    const sql = postgres({ ...cluster, database: name, max: 5, onnotice: () => {} });
    afterAll(async () => {
        await sql.end({ timeout: 1 });
        await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.end();
    });
    return sql;
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
        'BEGIN',
        // Without foreign key triggers the order of tables does not matter.
        'SET LOCAL session_replication_role = replica',
        ...tables.map(({ name }) => `DELETE FROM ${name}`),
        ...restored.map((name) => `INSERT INTO ${name} OVERRIDING SYSTEM VALUE TABLE pristine.${name}`),
        'COMMIT',
    ].join(';');
}
