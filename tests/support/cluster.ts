/** One PostgreSQL per test run, in a directory of its own, with a migrated template that test files clone. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openEmbeddedPostgres, type EmbeddedConnection } from '../../src/lib/server/db/embedded-postgres';
import { closeDatabase, openDatabase } from '../../src/lib/server/db';
import { migrate } from '../../src/lib/server/db/migrate';
import { jobKinds } from '../../src/lib/server/job-kinds';
import { startJobs, stopJobs } from '../../src/lib/server/jobs';

declare module 'vitest' {
    export interface ProvidedContext {
        /** How to reach the run's PostgreSQL. */
        cluster: EmbeddedConnection;
    }
}

/** The database that `testDatabase()` clones. */
export const TEMPLATE = 'atoll_template';

interface Run {
    connection: EmbeddedConnection;
    users: number;
    end(): Promise<void>;
}

// Each vitest project loads this file anew; the run's one cluster hangs on the process.
const shared = globalThis as { atollTestCluster?: Promise<Run> };

export default async function setup(project: TestProject) {
    const run = await (shared.atollTestCluster ??= startRun());
    run.users += 1;
    project.provide('cluster', run.connection);
    return async () => {
        run.users -= 1;
        if (run.users === 0) await run.end();
    };
}

async function startRun(): Promise<Run> {
    const directory = await mkdtemp(join(tmpdir(), 'atoll-test-'));
    await chmod(directory, 0o711);
    const dismissGuard = guardAgainstKill(directory);
    const embedded = await openEmbeddedPostgres({
        dataDir: directory,
        use: 'tool',
        settings: {
            fsync: 'off',
            synchronous_commit: 'off',
            full_page_writes: 'off',
            max_connections: '200',
            autovacuum: 'off',
        },
    });
    const admin = postgres({ ...embedded.connection, max: 1, onnotice: () => {} });
    await admin.unsafe(`CREATE DATABASE ${TEMPLATE}`);
    await admin.end();
    const template = postgres({ ...embedded.connection, database: TEMPLATE, max: 1, onnotice: () => {} });
    await migrate(template);
    await template.end();
    const db = openDatabase({ ...embedded.connection, database: TEMPLATE }, { max: 2 });
    await startJobs(db, jobKinds, { work: false });
    await stopJobs();
    await closeDatabase(db);
    return {
        connection: embedded.connection,
        users: 0,
        async end() {
            await embedded.release();
            await rm(directory, { recursive: true, force: true });
            dismissGuard();
        },
    };
}

/** A killed test run must not leave a PostgreSQL behind: a shell waits for our end of its pipe to close. */
function guardAgainstKill(directory: string): () => void {
    if (process.platform === 'win32') return () => {};
    const script = `
        read -r line; [ "$line" = done ] && exit
        read -r pid < "$0/postgres/postmaster.pid" && kill -QUIT "$pid"
        rm -rf "$0"`;
    const guard = spawn('sh', ['-c', script, directory], {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.unref();
    return () => guard.stdin.end('done\n');
}
