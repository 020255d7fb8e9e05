/** The running PostgreSQL: found, started, stopped. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, statSync, truncateSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { programEnvironment, type Cluster } from './cluster';

/** Above this size the log is begun anew at the next start of PostgreSQL, in bytes. */
const LOG_LIMIT = 10_000_000;

/** What `postmaster.pid` tells about the PostgreSQL that serves a cluster. */
export interface Postmaster {
    pid: number;
    port: number;
    socketDir: string;
}

/** The PostgreSQL that serves this cluster now, whoever started it. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
    const text = await readFile(join(cluster.directory, 'postmaster.pid'), 'utf8').catch(() => '');
    const [pid, , , port, socketDir] = text.split('\n');
    if (!pid || !(await isPostgresOf(Number(pid), cluster.directory))) return undefined;
    return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? '' };
}

/** A process id alone proves nothing: after a crash another process may have it. */
async function isPostgresOf(pid: number, directory: string): Promise<boolean> {
    if (!isAlive(pid)) return false;
    if (process.platform === 'linux') {
        try {
            return readlinkSync(`/proc/${pid}/cwd`) === (await realpath(directory));
        } catch {
            return readComm(pid) === 'postgres';
        }
    }
    if (process.platform === 'win32') return true;
    return /postgres/.test(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }));
}

function readComm(pid: number): string {
    try {
        return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    } catch {
        return '';
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
}

/** A PostgreSQL that was just started; `exited` settles when it ends, with the last complaint of its log. */
export interface Launch {
    exited: Promise<string>;
}

/**
 * Starts PostgreSQL in a session of its own: the terminal's Ctrl-C reaches only Atoll, which stops it in order, and a
 * killed Atoll leaves it whole for the next start.
 */
export async function launch(cluster: Cluster, settings: Record<string, string>): Promise<Launch> {
    await clearStaleLocks(cluster);
    const port = cluster.password ? await freePort() : 5432;
    const all: Record<string, string> = {
        listen_addresses: cluster.password ? '127.0.0.1' : '',
        unix_socket_directories: cluster.password ? '' : cluster.socketDir,
        unix_socket_permissions: '0700',
        port: String(port),
        max_connections: '100',
        // A member's request is short; planning machine code for it costs more than it saves.
        jit: 'off',
        // Home directories live on SSDs today: random reads cost about what sequential ones do.
        random_page_cost: '1.1',
        // A cluster of the first version names it in a way that PostgreSQL refuses as soon as it is used.
        default_text_search_config: 'pg_catalog.simple',
        log_checkpoints: 'off',
        timezone: 'UTC',
        log_timezone: 'UTC',
        ...settings,
    };
    const [command = '', ...args] = [
        ...cluster.identity.prefix,
        cluster.binaries.postgres,
        '-D',
        cluster.directory,
        ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const { uid, gid } = cluster.identity;
    const log = openLog(cluster.logFile);
    const logStart = statSync(cluster.logFile).size;
    const child = spawn(command, args, {
        detached: true,
        stdio: ['ignore', log, log],
        cwd: cluster.directory,
        env: programEnvironment(),
        uid,
        gid,
    });
    closeSync(log);
    child.unref();
    const exited = new Promise<string>((settle) => {
        child.once('error', (error) => settle(error.message));
        child.once('exit', () => settle(lastComplaint(cluster.logFile, logStart)));
    });
    return { exited };
}

function openLog(file: string): number {
    const fd = openSync(file, 'a', 0o600);
    if (statSync(file).size > LOG_LIMIT) truncateSync(file);
    return fd;
}

function lastComplaint(file: string, from: number): string {
    const lines = readFileSync(file).subarray(from).toString().trim().split('\n');
    const complaint = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? '';
    return complaint.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

/** After a crash PostgreSQL trusts any living process with the old id to be itself, and would refuse to start. */
async function clearStaleLocks(cluster: Cluster): Promise<void> {
    if (await findPostmaster(cluster)) return;
    await rm(join(cluster.directory, 'postmaster.pid'), { force: true });
    await rm(join(cluster.socketDir, '.s.PGSQL.5432.lock'), { force: true });
}

async function freePort(): Promise<number> {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((settle) => probe.once('listening', settle));
    const address = probe.address();
    await new Promise((settle) => probe.close(settle));
    if (!address || typeof address === 'string') throw new Error('No free port on the loopback address.');
    return address.port;
}

/** Fast shutdown, which ends connections and writes everything out; after 3 s the immediate one, which recovers later. */
export async function stopPostmaster(pid: number): Promise<void> {
    const escalate = Date.now() + 3000;
    signal(pid, 'SIGINT');
    let urgent = false;
    while (isAlive(pid)) {
        await pause(15);
        if (!urgent && Date.now() > escalate) {
            urgent = true;
            signal(pid, 'SIGQUIT');
        }
    }
}

function signal(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
}
