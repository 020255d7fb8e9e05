/**
 * A PostgreSQL of Atoll's own, from npm, kept in the data directory.
 *
 * Several processes may use it at once: the server, and the operator's commands beside it. Each holds a shared advisory
 * lock for as long as it lives; the server holds a second, exclusive one. PostgreSQL drops locks when a process dies, so
 * that nothing stale can remain; whoever leaves last stops PostgreSQL, whoever started it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { StartError } from '../../start-error';
import { prepareCluster, ROLE, type Cluster } from './cluster';
import { findPostmaster, launch, stopPostmaster, type Launch, type Postmaster } from './postmaster';

/** Keys of the two advisory locks, in the maintenance database. */
const IN_USE = 4_170_001;
const SERVING = 4_170_002;

/** How long a first start may take; recovery of a large log counts. */
const START_MS = 60_000;

/** How postgres.js reaches the database: by socket, on Windows by the loopback address. */
export interface EmbeddedConnection {
    host: string;
    port: number;
    user: string;
    password?: string;
    database: string;
}

export interface EmbeddedPostgres {
    connection: EmbeddedConnection;
    /** The process id of the PostgreSQL that serves at this moment. */
    pid(): number;
    /** Leaves the cluster, and stops PostgreSQL when nobody else uses it. Close all other connections first. */
    release(): Promise<void>;
}

export interface EmbeddedOptions {
    dataDir: string;
    /** A server is alone on its data directory; a tool may run beside a server and other tools. */
    use: 'server' | 'tool';
    /** Told when PostgreSQL went away and when it is back. */
    onInterruption?(message: string): void;
    /** Settings of PostgreSQL beside our own, such as `fsync: 'off'` for tests. */
    settings?: Record<string, string>;
}

/**
 * Starts or joins the PostgreSQL of a data directory and keeps it running until `release()`.
 * @throws StartError in one sentence: unwritable directory, other major, another server at work.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const cluster = await prepareCluster(options.dataDir);
    let released = false;
    let lease = await lasting(START_MS, () => takeLease(cluster, options, lost));
    await createDatabase(lease);

    /** PostgreSQL ended under us (a crash, somebody's restart): bring it back for as long as we are here. */
    function lost() {
        if (released) return;
        options.onInterruption?.('PostgreSQL has gone away; starting it again');
        void (async () => {
            while (!released) {
                try {
                    lease = await lasting(START_MS, () => takeLease(cluster, options, lost));
                    options.onInterruption?.('PostgreSQL is back');
                    if (released) await leave(lease);
                    return;
                } catch (error) {
                    options.onInterruption?.(String(error));
                }
            }
        })();
    }

    return {
        connection: connectionTo(cluster, lease.postmaster, ROLE),
        pid: () => lease.postmaster.pid,
        async release() {
            if (released) return;
            released = true;
            await leave(lease);
        },
    };
}

interface Lease {
    sql: postgres.Sql;
    postmaster: Postmaster;
}

/** Not yet: worth another try until the deadline. */
class NotYet extends Error {}

async function lasting<T>(milliseconds: number, attempt: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
        try {
            return await attempt();
        } catch (error) {
            if (!(error instanceof NotYet)) throw error;
            if (Date.now() > deadline)
                throw new StartError(`The embedded PostgreSQL did not start: ${error.message}.`, {
                    cause: error,
                });
            await pause(15);
        }
    }
}

const launches = new WeakMap<Cluster, Launch & { complaint?: string }>();

async function takeLease(cluster: Cluster, options: EmbeddedOptions, lost: () => void): Promise<Lease> {
    const postmaster = await findPostmaster(cluster);
    if (!postmaster) {
        await ensureLaunched(cluster, options);
        throw new NotYet('it has not come up');
    }
    let held = false;
    const sql = postgres({
        ...connectionTo(cluster, postmaster, 'postgres'),
        max: 1,
        max_lifetime: null,
        idle_timeout: 0,
        connect_timeout: 5,
        fetch_types: false,
        onnotice: () => {},
        onclose: () => held && lost(),
        connection: { application_name: `atoll ${options.use} ${process.pid}` },
    });
    try {
        await sql`SET idle_session_timeout = 0`;
        await lockFor(sql, options);
        held = true;
        return { sql, postmaster };
    } catch (error) {
        await sql.end({ timeout: 1 }).catch(() => undefined);
        if (error instanceof NotYet || error instanceof StartError) throw error;
        throw new NotYet((error as Error).message);
    }
}

/** Starts PostgreSQL unless a start of ours is under way; a start that failed is reported once, then tried again. */
async function ensureLaunched(cluster: Cluster, { settings = {} }: EmbeddedOptions): Promise<void> {
    const current = launches.get(cluster);
    if (current && current.complaint === undefined) return;
    launches.delete(cluster);
    // Another start at the same moment, or workers of a killed PostgreSQL that have not all left yet.
    const passing = /lock file .* (already exists|is empty)|shared memory block|removed/;
    if (current?.complaint && !passing.test(current.complaint))
        throw new StartError(`PostgreSQL did not start: ${current.complaint} (see ${cluster.logFile})`);
    const started: Launch & { complaint?: string } = await launch(cluster, settings);
    launches.set(cluster, started);
    void started.exited.then((complaint) => (started.complaint = complaint));
}

async function lockFor(sql: postgres.Sql, { use, dataDir }: EmbeddedOptions): Promise<void> {
    if (use === 'server') {
        const [row] = await sql`SELECT pg_try_advisory_lock(${SERVING}) AS ours`;
        if (!row?.ours) await refuseSecondServer(sql, dataDir);
    }
    const [row] = await sql`SELECT pg_try_advisory_lock_shared(${IN_USE}) AS ours`;
    if (!row?.ours) throw new NotYet('it is being stopped');
}

async function refuseSecondServer(sql: postgres.Sql, dataDir: string): Promise<void> {
    const [holder] = await sql`
        SELECT substring(application_name FROM '\\d+$')::int AS pid
        FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND objid = ${SERVING} AND granted`;
    // A killed server's lock goes as soon as PostgreSQL sees its connection closed: at once, but not before.
    if (!holder || !processLives(Number(holder.pid))) throw new NotYet('another server has just ended');
    throw new StartError(
        `Atoll is already running on ${dataDir} (process ${holder.pid}): stop it first, or choose another ATOLL_DATA_DIR.`,
    );
}

function processLives(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
}

async function createDatabase({ sql }: Lease): Promise<void> {
    const [found] = await sql`SELECT 1 FROM pg_database WHERE datname = ${ROLE}`;
    if (found) return;
    await sql.unsafe(`CREATE DATABASE ${ROLE}`).catch((error: { code?: string }) => {
        // 42P04, 23505: a tool beside us was faster.
        if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
}

async function leave({ sql, postmaster }: Lease): Promise<void> {
    const alone = await sql
        .begin(async (held) => {
            await held`SELECT pg_advisory_unlock_shared(${IN_USE})`;
            const [row] = await held`SELECT pg_try_advisory_lock(${IN_USE}) AS ours`;
            return Boolean(row?.ours);
        })
        // It cannot be asked any more: then there is nobody else it serves.
        .catch(() => true);
    if (alone) await stopPostmaster(postmaster.pid);
    await sql.end({ timeout: 1 }).catch(() => undefined);
}

function connectionTo(
    cluster: Cluster,
    { port, socketDir }: Postmaster,
    database: string,
): EmbeddedConnection {
    return {
        host: cluster.password ? '127.0.0.1' : socketDir,
        port,
        user: ROLE,
        password: cluster.password,
        database,
    };
}
