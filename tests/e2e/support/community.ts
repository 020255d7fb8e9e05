/** A community of its own for the browser tests: a real server process, and its operator's commands. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startServer, temporaryDirectory, type ServerProcess } from '../../process/support/server-process';

const run = promisify(execFile);

export const PASSWORD = 'a lagoon of one’s own';

interface Token {
    access_token: string;
}

const SCOPES = 'read write follow';

async function ask<T>(
    origin: string,
    method: string,
    path: string,
    { token, body }: { token?: string; body?: object },
): Promise<T> {
    const response = await fetch(`${origin}${path}`, {
        method,
        headers: {
            'Content-Type': 'application/json',
            ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        },
        body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
}

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

    api<T>(method: string, path: string, body?: object): Promise<T> {
        return ask(this.#origin, method, path, { token: this.#token, body });
    }

    /** Posts and answers the new status. */
    post(status: string, more: object = {}): Promise<{ id: string; url: string }> {
        return this.api('POST', '/api/v1/statuses', { status, ...more });
    }

    /** Uploads a file, and waits until it is ready; answers the id by which a post shows it. */
    async attach(file: Buffer, description: string): Promise<string> {
        const body = new FormData();
        body.set('file', new Blob([new Uint8Array(file)]), 'file');
        body.set('description', description);
        const response = await fetch(`${this.#origin}/api/v1/media`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${this.#token}` },
            body,
        });
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
        return ((await response.json()) as { id: string }).id;
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
    #app: Promise<string> | undefined;

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

    /** A new member whose password is `PASSWORD`; they join through an app. */
    async member(username: string): Promise<Member> {
        const { access_token: token } = await ask<Token>(this.origin, 'POST', '/api/v1/accounts', {
            token: await (this.#app ??= this.#registerApp()),
            body: {
                username,
                email: `${username}@example.test`,
                password: PASSWORD,
                agreement: true,
                locale: 'en',
            },
        });
        return new Member(this.origin, username, token);
    }

    /** The token by which members join. */
    async #registerApp(): Promise<string> {
        const redirect = 'urn:ietf:wg:oauth:2.0:oob';
        const app = await ask<{ client_id: string; client_secret: string }>(
            this.origin,
            'POST',
            '/api/v1/apps',
            { body: { client_name: 'Browser tests', redirect_uris: redirect, scopes: SCOPES } },
        );
        const { access_token: token } = await ask<Token>(this.origin, 'POST', '/oauth/token', {
            body: { grant_type: 'client_credentials', redirect_uri: redirect, scope: SCOPES, ...app },
        });
        return token;
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
        env: {
            HOST: 'localhost',
            LOG_LEVEL: 'warn',
            ATOLL_RATE_LIMITS: 'off',
            // Servers that tests play (other-server.ts).
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
        },
    });
    await server.ready();
    const community = new Community(server, data.path);
    await community.atoll('settings', 'set', 'registrations', 'open');
    await use(community);
    await community.stop();
}
