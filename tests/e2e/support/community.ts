/** A community of its own for the browser tests: a real server process, and its operator's commands. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startServer, temporaryDirectory, type ServerProcess } from '../../process/support/server-process';

const run = promisify(execFile);

export const PASSWORD = 'a lagoon of one’s own';

/** Somebody who lives there, acting through the API as any other app would. */
export class Member {
    readonly username: string;
    readonly #origin: string;
    readonly #token: string;

    constructor(origin: string, username: string, token: string) {
        this.#origin = origin;
        this.username = username;
        this.#token = token;
    }

    async api<T>(method: string, path: string, body?: object): Promise<T> {
        const response = await fetch(`${this.#origin}${path}`, {
            method,
            headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
            body: body && JSON.stringify(body),
        });
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
        return (await response.json()) as T;
    }

    /** Posts and answers the new status. */
    post(status: string, more: object = {}): Promise<{ id: string; url: string }> {
        return this.api('POST', '/api/v1/statuses', { status, ...more });
    }

    /** Follows another member. */
    async follow(other: Member): Promise<void> {
        const { id } = await this.api<{ id: string }>(
            'GET',
            `/api/v1/accounts/lookup?acct=${other.username}`,
        );
        await this.api('POST', `/api/v1/accounts/${id}/follow`);
    }
}

export class Community {
    readonly #server: ServerProcess;
    readonly #dataDir: string;
    readonly origin: string;

    constructor(server: ServerProcess, dataDir: string) {
        this.#server = server;
        this.#dataDir = dataDir;
        this.origin = `http://localhost:${new URL(server.origin).port}`;
    }

    /** Runs `atoll …` beside the server. */
    async atoll(...args: string[]): Promise<string> {
        const { stdout } = await run(process.execPath, ['scripts/atoll.ts', ...args], {
            env: {
                PATH: process.env['PATH'],
                PORT: new URL(this.origin).port,
                ATOLL_DATA_DIR: this.#dataDir,
            },
        });
        return stdout;
    }

    /** A new member whose password is `PASSWORD`. */
    async member(username: string): Promise<Member> {
        await this.atoll(
            ...['accounts', 'create', username, '--email', `${username}@example.test`],
            ...['--password', PASSWORD, '--confirmed'],
        );
        const said = await this.atoll('tokens', 'create', username, '--scopes', 'read write follow');
        return new Member(this.origin, username, said.trim().split('\n').at(-1) ?? '');
    }

    /** Settles once the server is gone. */
    async stop(): Promise<void> {
        await this.#server.stop();
    }
}

/** Starts a community and hands it over; it is gone when `use` returns. */
export async function withCommunity(use: (community: Community) => Promise<void>): Promise<void> {
    await using data = await temporaryDirectory();
    await using server = await startServer({
        dataDir: data.path,
        env: { HOST: 'localhost', LOG_LEVEL: 'warn' },
    });
    await server.ready();
    const community = new Community(server, data.path);
    await community.atoll('settings', 'set', 'registrations', 'open');
    await use(community);
    await community.stop();
}
