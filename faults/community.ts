/** The community that faults befall: the built server with its embedded PostgreSQL, as an operator runs it. */
import type postgres from 'postgres';
import { atollWith } from '../tests/process/support/atoll';
import { openDatabaseOf, workLeft } from '../tests/process/support/database-of';
import {
    freePort,
    postgresOf,
    startServer,
    temporaryDirectory,
    type ServerProcess,
} from '../tests/process/support/server-process';

export interface Member {
    username: string;
    accountId: string;
    token: string;
    password: string;
}

export interface Answer<T> {
    status: number;
    body: T;
}

const LOOK_EVERY_MS = 50;

export class Community implements AsyncDisposable {
    readonly origin: string;
    /** Where its database and media are. */
    readonly dataDir: string;
    /** Milliseconds from each start to the first answer with 200. */
    readonly startTimes: number[] = [];
    readonly #directory: AsyncDisposable;
    readonly #settings: Record<string, string>;
    #server: ServerProcess | undefined;
    #sql: postgres.Sql | undefined;

    private constructor(
        directory: AsyncDisposable & { path: string },
        port: number,
        env: Record<string, string>,
    ) {
        this.#directory = directory;
        this.dataDir = directory.path;
        this.origin = `http://127.0.0.1:${port}`;
        this.#settings = {
            ATOLL_DATA_DIR: directory.path,
            ATOLL_ORIGIN: this.origin,
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_RATE_LIMITS: 'off',
            LOG_LEVEL: 'error',
            ...env,
        };
    }

    /** Sets one up and starts it. `env` are further settings. */
    static async start(env: Record<string, string> = {}): Promise<Community> {
        const community = new Community(await temporaryDirectory(), await freePort(), env);
        await community.restart();
        return community;
    }

    get host(): string {
        return new URL(this.origin).host;
    }

    /** The process that serves; 0 where none does. */
    get pid(): number {
        return this.#server?.pid ?? 0;
    }

    /** What the server printed since its last start. */
    get output(): string {
        return this.#server?.output ?? '';
    }

    /** Starts the server again on the same data; it must have ended. */
    async restart(): Promise<void> {
        const begun = performance.now();
        const port = Number(new URL(this.origin).port);
        this.#server = await startServer({ dataDir: this.dataDir, port, env: this.#settings });
        await this.#server.ready();
        const answer = await fetch(`${this.origin}/api/v2/instance`);
        if (!answer.ok) throw new Error(`A server that is ready answers ${answer.status}`);
        this.startTimes.push(performance.now() - begun);
    }

    /** `kill -9`, of the server alone or of everything at once. */
    async kill({ database }: { database: boolean }): Promise<void> {
        const postmaster = database ? await postgresOf(this.dataDir) : undefined;
        const ended = this.#server?.stop('SIGKILL');
        // PostgreSQL runs in a group of its own.
        if (postmaster) process.kill(-postmaster, 'SIGKILL');
        await ended;
        await this.#sql?.end({ timeout: 0 });
        this.#sql = undefined;
    }

    /** Runs one of the operator's commands. @returns its data. @throws Error with what it said. */
    async atoll<T = unknown>(...words: string[]): Promise<T> {
        const { code, out, error } = await atollWith(this.#settings, ...words, '--json');
        if (code !== 0) throw new Error(`atoll ${words.join(' ')} ended with ${code}: ${out}${error}`);
        return JSON.parse(out) as T;
    }

    /** Makes a member with an access token. */
    async member(username: string): Promise<Member> {
        const email = `${username}@example.test`;
        const { accountId, password } = await this.atoll<{ accountId: string; password: string }>(
            ...['accounts', 'create', username, '--email', email, '--confirmed'],
        );
        const { token } = await this.atoll<{ token: string }>(
            ...['tokens', 'create', username, '--scopes', 'read write follow'],
        );
        return { username, accountId, token, password };
    }

    /** Asks the API once, as `member`. @throws TypeError where nobody answers. */
    async ask<T>(
        member: Member,
        method: string,
        path: string,
        { json, key, via = this.origin }: { json?: object; key?: string; via?: string } = {},
    ): Promise<Answer<T>> {
        const answer = await fetch(via + path, {
            method,
            headers: {
                authorization: `Bearer ${member.token}`,
                ...(json && { 'content-type': 'application/json' }),
                ...(key && { 'idempotency-key': key }),
            },
            body: json && JSON.stringify(json),
        });
        return { status: answer.status, body: (await answer.json()) as T };
    }

    /** Reads something that must be there. */
    async read<T>(member: Member, path: string): Promise<T> {
        const { status, body } = await this.ask<T>(member, 'GET', path);
        if (status !== 200) throw new Error(`${path} → ${status} ${JSON.stringify(body)}`);
        return body;
    }

    /** Every entry of a list, by paging through it from the newest. */
    async readAll<T extends { id: string }>(member: Member, path: string): Promise<T[]> {
        const found: T[] = [];
        for (;;) {
            const last = found.at(-1);
            const more = last ? `&max_id=${last.id}` : '';
            const page = await this.read<T[]>(
                member,
                `${path}${path.includes('?') ? '&' : '?'}limit=40${more}`,
            );
            if (page.length === 0) return found;
            found.push(...page);
        }
    }

    /** The database of the server that runs now. */
    async sql(): Promise<postgres.Sql> {
        return (this.#sql ??= await openDatabaseOf(this.dataDir));
    }

    /** Settles when nothing waits, runs or is owed any more. @returns the seconds it took. @throws after `seconds`. */
    async settled(seconds = 120): Promise<number> {
        const begun = performance.now();
        const sql = await this.sql();
        const giveUp = Date.now() + seconds * 1_000;
        for (let left = await workLeft(sql); left > 0; left = await workLeft(sql)) {
            if (Date.now() > giveUp)
                throw new Error(
                    `After ${seconds} s ${left} pieces of work are left:\n${this.output.slice(-2_000)}`,
                );
            await new Promise((settle) => setTimeout(settle, LOOK_EVERY_MS));
        }
        return (performance.now() - begun) / 1_000;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await this.#sql?.end({ timeout: 0 });
        await this.#server?.[Symbol.asyncDispose]();
        await this.#directory[Symbol.asyncDispose]();
    }
}
