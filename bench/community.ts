/** The community under test: the built server as an operator runs it, on data of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

export interface Community {
    origin: string;
    sql: postgres.Sql;
    /** The server's process, and that of PostgreSQL. */
    pids: { server: number; postgres: number };
    /** Ends the server and starts it again, on the same data; `role` is what the process does (all of it). */
    restart(role?: 'all' | 'web', extras?: Extras): Promise<void>;
    stop(): Promise<void>;
}

/** What one start has beside what all have. */
export interface Extras {
    env?: Record<string, string>;
    /** A module to be loaded before the server. */
    preload?: URL;
}

export const METRICS_TOKEN = 'bench';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 30_000;

/** What `npm start` gives to Node, so that both run the same. */
function startArguments(): string[] {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        scripts: { start: string };
    };
    return scripts.start.split(' ').slice(2);
}

export async function startCommunity(): Promise<Community> {
    const directory = mkdtempSync(join(tmpdir(), 'atoll-bench-'));
    // Started by root, PostgreSQL runs as another user, who has to pass through here.
    chmodSync(directory, 0o711);
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    let server: ChildProcess | undefined;

    const community: Community = {
        origin,
        sql: undefined as unknown as postgres.Sql,
        pids: { server: 0, postgres: 0 },
        async restart(role, extras) {
            await end();
            await begin(role, extras);
        },
        async stop() {
            await end();
            rmSync(directory, { recursive: true, force: true });
        },
    };

    async function begin(role: 'all' | 'web' = 'all', { env, preload }: Extras = {}): Promise<void> {
        const preloading = preload ? ['--import', preload.href] : [];
        server = spawn(process.execPath, [...preloading, ...startArguments()], {
            cwd: root,
            env: {
                ...process.env,
                PORT: String(port),
                HOST: '127.0.0.1',
                ATOLL_ORIGIN: origin,
                ATOLL_DATA_DIR: join(directory, 'data'),
                ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
                ATOLL_FEDERATION_HTTP: '1',
                ATOLL_RATE_LIMITS: 'off',
                LOG_LEVEL: 'error',
                ATOLL_ROLE: role,
                ATOLL_METRICS_TOKEN: METRICS_TOKEN,
                NODE_ENV: 'production',
                ...env,
            },
            stdio: ['ignore', 'ignore', 'inherit'],
        });
        await ready(origin, server);
        const [pid = '', , , pgPort = '', socketDir = ''] = readFileSync(
            join(directory, 'data/postgres/postmaster.pid'),
            'utf8',
        ).split('\n');
        community.pids = { server: server.pid ?? 0, postgres: Number(pid) };
        community.sql = postgres({
            host: socketDir,
            port: Number(pgPort),
            user: 'atoll',
            database: 'atoll',
            max: 2,
            onnotice: () => {},
        });
    }

    async function end(): Promise<void> {
        await community.sql?.end({ timeout: 1 });
        if (!server || server.exitCode !== null) return;
        const gone = once(server, 'exit');
        server.kill('SIGTERM');
        await gone;
    }

    await begin();
    return community;
}

async function ready(origin: string, server: ChildProcess): Promise<void> {
    const giveUp = Date.now() + READY_WITHIN_MS;
    while (Date.now() < giveUp) {
        if (server.exitCode !== null) throw new Error('The server ended while it started');
        const answer = await fetch(`${origin}/healthz/ready`).catch(() => undefined);
        if (answer?.ok) return;
        await new Promise((settle) => setTimeout(settle, 50));
    }
    throw new Error('The server did not become ready');
}

export async function freePort(): Promise<number> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    return port;
}
