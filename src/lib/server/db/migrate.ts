/** Brings the schema up to this version: forward only, under one lock, each migration in a transaction of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ReservedSql, Sql } from 'postgres';
import { StartError } from '../start-error';

/** `drizzle/NNNN_name.sql` as `drizzle-kit generate` writes them, carried inside the build. */
const files = import.meta.glob<string>('/drizzle/*.sql', { query: '?raw', import: 'default', eager: true });

export interface Migration {
    name: string;
    statements: string[];
}

/** All migrations of this version, oldest first. */
export const migrations: Migration[] = Object.entries(files)
    .map(([path, text]) => ({
        name: path.slice('/drizzle/'.length, -'.sql'.length),
        statements: text.split('--> statement-breakpoint'),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

/** The advisory lock that lets one of several starting processes migrate while the others wait. */
const MIGRATING = 4_170_003;

/** A migration waits this long for a table that is in use, lets the queue behind it pass, and tries again. */
const LOCK_WAIT_MS = 4000;
const LOCK_TRIES = 15;

/**
 * Applies what is missing and returns the names of what it applied.
 * @throws StartError where a newer Atoll has already changed this database.
 */
export async function migrate(sql: Sql, wanted: readonly Migration[] = migrations): Promise<string[]> {
    const connection = await sql.reserve();
    try {
        // Waiting for another process's migration, and a long one of our own, are no reasons to give up.
        await connection.unsafe('SET statement_timeout = 0; SET lock_timeout = 0');
        await connection`SELECT pg_advisory_lock(${MIGRATING})`;
        const applied = await appliedMigrations(connection);
        const unknown = applied.filter((name) => !wanted.some((migration) => migration.name === name));
        if (unknown.length > 0)
            throw new StartError(
                `This database was already brought up to ${unknown.at(-1)} by a newer Atoll: start that version, or restore a backup made before it.`,
            );
        const missing = wanted.filter((migration) => !applied.includes(migration.name));
        for (const migration of missing) await apply(connection, migration);
        return missing.map((migration) => migration.name);
    } finally {
        await connection`SELECT pg_advisory_unlock(${MIGRATING})`.catch(() => undefined);
        await connection.unsafe('RESET statement_timeout; RESET lock_timeout').catch(() => undefined);
        connection.release();
    }
}

/** The names of migrations that this database has not had yet; for `doctor` and `/healthz/ready`. */
export async function pendingMigrations(sql: Sql): Promise<string[]> {
    const connection = await sql.reserve();
    try {
        const applied = await appliedMigrations(connection);
        return migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
    } finally {
        connection.release();
    }
}

async function appliedMigrations(connection: ReservedSql): Promise<string[]> {
    await connection.unsafe(
        'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const rows = await connection`SELECT name FROM schema_migrations ORDER BY name`;
    return rows.map((row) => String(row.name));
}

async function apply(connection: ReservedSql, { name, statements }: Migration): Promise<void> {
    for (let attempt = 1; ; attempt++) {
        try {
            await connection.unsafe('BEGIN');
            await connection.unsafe(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
            for (const statement of statements) await connection.unsafe(statement);
            await connection`INSERT INTO schema_migrations (name) VALUES (${name})`;
            await connection.unsafe('COMMIT');
            return;
        } catch (error) {
            await connection.unsafe('ROLLBACK').catch(() => undefined);
            const lockNotAvailable = (error as { code?: string }).code === '55P03';
            if (!lockNotAvailable || attempt === LOCK_TRIES)
                throw new StartError(`Migration ${name} failed: ${(error as Error).message}`, {
                    cause: error,
                });
            await pause(1000);
        }
    }
}
