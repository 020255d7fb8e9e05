/** A real server in a process of its own, on a directory of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, mkdtemp, rm, chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Exit {
    code: number | null;
    signal: NodeJS.Signals | null;
    /** From the first signal or from the start, in milliseconds. */
    after: number;
}

export interface StartOptions {
    dataDir: string;
    port?: number;
    env?: Record<string, string>;
    /** Another user to run as; only root can ask for it. */
    uid?: number;
}

/** Starts `src/server.ts` as `npm start` does. Whatever happens, it is gone when the test leaves its scope. */
export async function startServer(options: StartOptions) {
    const port = options.port ?? (await freePort());
    const begun = performance.now();
    const child = spawn(process.execPath, ['src/server.ts'], {
        env: {
            PATH: process.env.PATH,
            PORT: String(port),
            HOST: '127.0.0.1',
            ATOLL_DATA_DIR: options.dataDir,
            ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        uid: options.uid,
        gid: options.uid,
    });
    const process_ = new ServerProcess(child, port, options.dataDir, begun);
    return process_;
}

export class ServerProcess implements AsyncDisposable {
    output = '';
    readonly exit: Promise<Exit>;
    readonly origin: string;
    readonly #child: ChildProcess;
    readonly #dataDir: string;
    #since: number;
    #watchers: (() => void)[] = [];
    #ended = false;

    constructor(child: ChildProcess, port: number, dataDir: string, begun: number) {
        this.#child = child;
        this.#dataDir = dataDir;
        this.#since = begun;
        this.origin = `http://127.0.0.1:${port}`;
        for (const stream of [child.stdout, child.stderr])
            stream?.on('data', (part: Buffer) => {
                this.output += part.toString();
                for (const watch of this.#watchers) watch();
            });
        this.exit = new Promise((settle) => {
            child.once('close', (code, signal) => {
                this.#ended = true;
                for (const watch of this.#watchers) watch();
                settle({ code, signal, after: performance.now() - this.#since });
            });
        });
    }

    get pid(): number {
        return this.#child.pid ?? 0;
    }

    /** Settles when the output matches. @throws Error with the output when the process ends before. */
    async said(pattern: RegExp): Promise<RegExpExecArray> {
        return new Promise((settle, refuse) => {
            const watch = () => {
                const match = pattern.exec(this.output);
                if (match) settle(match);
                else if (this.#ended)
                    refuse(new Error(`The server ended without saying ${pattern}:\n${this.output}`));
            };
            this.#watchers.push(watch);
            watch();
        });
    }

    /** Settles when it serves, with the milliseconds since its start. */
    async ready(): Promise<number> {
        await this.said(/Atoll is ready at/);
        return performance.now() - this.#since;
    }

    signal(name: NodeJS.Signals): void {
        this.#since = performance.now();
        this.#child.kill(name);
    }

    /** @returns how it ended. */
    async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
        this.signal(name);
        return this.exit;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        if (!this.#ended) await this.stop('SIGKILL');
        const pid = await postgresOf(this.#dataDir);
        if (pid) process.kill(pid, 'SIGQUIT');
    }
}

/** The process id of the PostgreSQL that serves a data directory, when one does. */
export async function postgresOf(dataDir: string): Promise<number | undefined> {
    const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    return pid && isAlive(pid) ? pid : undefined;
}

export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** A directory that goes with the test. */
export async function temporaryDirectory(mode = 0o711) {
    const path = await mkdtemp(join(tmpdir(), 'atoll-process-'));
    await chmod(path, mode);
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function freePort(): Promise<number> {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((settle) => probe.once('listening', settle));
    const { port } = probe.address() as { port: number };
    await new Promise((settle) => probe.close(settle));
    return port;
}
