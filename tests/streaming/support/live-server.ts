/** A real HTTP server with every transport of live events, and clients that wait for what they are to hear. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import type { RequestEvent } from '@sveltejs/kit';
import type {
    ChannelEvent,
    ClientToServerEvents,
    ServerToClientEvents,
    SubscribeAnswer,
    SubscribeRequest,
} from '$lib/mastodon-api/streaming';
import type { Database } from '$lib/server/db';
import type { accounts } from '$lib/server/db/schema';
import { openSession, sessionCookie } from '$lib/server/domain/users';
import { attachStreaming, detachStreaming } from '$lib/server/streaming';
import { GET as health } from '../../../src/routes/api/v1/streaming/health/+server';
import { GET as events } from '../../../src/routes/api/v1/streaming/[...stream]/+server';

type Account = typeof accounts.$inferSelect;

/** Something that arrives message by message; `next()` waits for one. */
export class Inbox<T> {
    readonly #arrived: T[] = [];
    readonly #waiting: ((message: T) => void)[] = [];

    add(message: T): void {
        const waiting = this.#waiting.shift();
        if (waiting) waiting(message);
        else this.#arrived.push(message);
    }

    next(): Promise<T> {
        const arrived = this.#arrived.shift();
        return arrived ? Promise.resolve(arrived) : new Promise((settle) => this.#waiting.push(settle));
    }
}

/** What a WebSocket client of Mastodon's protocol reads; `payload` is decoded once more where it is JSON. */
export interface MastodonMessage {
    stream?: string[];
    event?: string;
    payload?: string;
    error?: string;
    status?: number;
}

export interface MastodonClient {
    socket: WebSocket;
    messages: Inbox<MastodonMessage>;
    /** Settles with the code of the end. */
    closed: Promise<number>;
    say(message: object | string): void;
}

type WebClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface WebClient {
    socket: WebClientSocket;
    messages: Inbox<ChannelEvent>;
    /** Settles with the reason of the end. */
    closed: Promise<string>;
    join(request: SubscribeRequest): Promise<SubscribeAnswer>;
}

/** Serves `db` on a port of its own for the calling file. */
export function liveServer(db: Database) {
    const server = createServer((request, response) => void answer(request, response));
    const endings: (() => void)[] = [];
    let origin = '';

    beforeAll(async () => {
        await attachStreaming(server, db);
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
        for (const end of endings.splice(0)) end();
    });
    afterAll(async () => {
        await detachStreaming();
        server.closeAllConnections();
        server.close();
    });

    return {
        get origin() {
            return origin;
        },

        /** A client of Mastodon's WebSocket protocol; rejects where the server refuses it. */
        async mastodon(
            query: string,
            options: { protocol?: string; headers?: Record<string, string> } = {},
        ): Promise<MastodonClient> {
            const address = `${origin.replace('http', 'ws')}/api/v1/streaming${query}`;
            const socket = new WebSocket(address, options.protocol ? [options.protocol] : [], {
                headers: options.headers,
            });
            endings.push(() => socket.terminate());
            const messages = new Inbox<MastodonMessage>();
            socket.on('message', (data) => messages.add(JSON.parse(String(data)) as MastodonMessage));
            await once(socket, 'open');
            const closed = once(socket, 'close').then(([code]) => code as number);
            return {
                socket,
                messages,
                closed,
                say: (message) =>
                    socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
            };
        },

        /** A client that has joined `stream`, and whatever more the query says. */
        async listening(token: string, stream: string): Promise<MastodonClient> {
            const client = await this.mastodon(`/?access_token=${token}&stream=${stream}`);
            await settled(client);
            return client;
        },

        /** The web client of `account`, known by its session's cookie; rejects where the server refuses it. */
        async web(
            account: Account | null,
            { headers = { Origin: 'http://localhost:3000' }, transports = ['websocket'] }: WebOptions = {},
        ): Promise<WebClient> {
            const cookie = account ? await cookieOf(db, account) : '';
            const socket: WebClientSocket = io(origin, {
                transports,
                forceNew: true,
                reconnection: false,
                extraHeaders: { ...headers, Cookie: cookie },
            });
            endings.push(() => socket.disconnect());
            const messages = new Inbox<ChannelEvent>();
            socket.on('event', (message) => messages.add(message));
            const closed = new Promise<string>((settle) => socket.on('disconnect', settle));
            await new Promise<void>((settle, refuse) => {
                socket.on('connect', settle);
                socket.on('connect_error', refuse);
            });
            return {
                socket,
                messages,
                closed,
                join: (request) => socket.emitWithAck('subscribe', request),
            };
        },

        /** A reader of server-sent events; each message is one block of lines. */
        async events(
            path: string,
            token?: string,
            headers: Record<string, string> = {},
        ): Promise<{ status: number; blocks: Inbox<string>; end(): void }> {
            const ended = new AbortController();
            const end = () => ended.abort();
            endings.push(end);
            const response = await fetch(`${origin}/api/v1/streaming/${path}`, {
                headers: {
                    // As every EventSource says.
                    Accept: 'text/event-stream',
                    ...headers,
                    ...(token && { Authorization: `Bearer ${token}` }),
                },
                signal: ended.signal,
            });
            const blocks = new Inbox<string>();
            void readBlocks(response, blocks).catch(() => blocks.add('closed'));
            return { status: response.status, blocks, end };
        },

        /** What was in the memory of the process is gone, and every connection with it. */
        async restart(): Promise<void> {
            await detachStreaming();
            await attachStreaming(server, db);
        },
    };
}

/** Settles when the subscriptions asked for before are made: messages are obeyed one after another. */
export async function settled({ say, messages }: MastodonClient): Promise<void> {
    say({ type: 'are we there' });
    for (let message = await messages.next(); !message.error; message = await messages.next());
}

interface WebOptions {
    headers?: Record<string, string>;
    transports?: ('websocket' | 'polling')[];
}

async function cookieOf(db: Database, account: Account): Promise<string> {
    const user = await db.query.users.findFirst({ where: (row, { eq }) => eq(row.accountId, account.id) });
    const { token } = await openSession(db, user!.id);
    const { name, value } = sessionCookie(db, token);
    return `${name}=${value}`;
}

async function readBlocks(response: Response, blocks: Inbox<string>): Promise<void> {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) blocks.add(part);
    }
    blocks.add('closed');
}

/** Answers as Kit does: the route's handler gets a Request, and its Response is written as it is read. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost:3000');
    const path = url.pathname.replace('/api/v1/streaming/', '');
    const event = {
        request: new Request(url, { headers: request.headers as Record<string, string> }),
        url,
        params: { stream: path },
        locals: { requestId: 'test' },
        getClientAddress: () => '127.0.0.1',
        cookies: { set: () => {} },
    } as unknown as RequestEvent;
    const answered = await (path === 'health' ? health : events)(event);
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.flushHeaders();
    const body = Readable.fromWeb(answered.body as never);
    body.on('error', () => response.destroy());
    response.on('close', () => body.destroy());
    body.pipe(response);
}
