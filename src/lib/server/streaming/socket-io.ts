import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import {
    isChannel,
    SOCKET_IO_PATH,
    type ClientToServerEvents,
    type ServerToClientEvents,
    type SubscribeAnswer,
} from '$lib/mastodon-api/streaming';
import type { Viewer } from '../domain/users';
import { AtollError } from '../errors';
import { log } from '../log';
import type { NumberedEvent } from './event-text';
import { identifyByCookie } from './identify';
import type { Farewell, Listener } from './listeners';
import { MessageBudget } from './message-budget';
import type { StreamName } from './rooms';
import type { Streaming } from './streaming';

/** A subscription with the longest hashtag takes a tenth of this. */
const FRAME_LIMIT = 10_000;
/** Time for a farewell to arrive; then the connection is cut. */
const FAREWELL_MS = 1_000;

type Connection = Socket<ClientToServerEvents, ServerToClientEvents>['conn'];

/** A transport that serves requests of one path. */
export interface SocketIo {
    handleRequest(request: IncomingMessage, response: ServerResponse): void;
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
    close(): Promise<void>;
}

/** The transport of the web client: Socket.IO, known by the session's cookie. */
export function socketIo(streaming: Streaming): SocketIo {
    const viewers = new WeakMap<IncomingMessage, Viewer>();
    const listeners = new WeakMap<Connection, SocketIoListener>();
    // It is given a server of its own that never listens, and gets requests handed over.
    const io = new Server<ClientToServerEvents, ServerToClientEvents>(createServer(), {
        path: SOCKET_IO_PATH,
        serveClient: false,
        transports: ['websocket', 'polling'],
        maxHttpBufferSize: FRAME_LIMIT,
        connectTimeout: 10_000,
        allowRequest(request, decide) {
            identifyByCookie(streaming.db, request.headers).then(
                (viewer) => {
                    if (!viewer) return decide('Sign in first', false);
                    streaming.listeners.checkSpace(viewer.accountId);
                    viewers.set(request, viewer);
                    decide(null, true);
                },
                (error: unknown) => decide(shown(error), false),
            );
        },
    });

    io.engine.on('connection', (connection: Connection) => {
        const viewer = viewers.get(connection.request);
        if (!viewer) return connection.close(true);
        const listener = new SocketIoListener(viewer, connection);
        try {
            streaming.listeners.enter(listener);
        } catch {
            return listener.close('too busy');
        }
        listeners.set(connection, listener);
        const budget = new MessageBudget();
        connection.on('data', (data) => {
            // No message of the protocol is binary, and parts of one would be collected without bound.
            if (typeof data !== 'string' || !budget.spend()) listener.close('too busy');
        });
        connection.on('close', () => streaming.listeners.leave(listener));
    });

    io.on('connection', (socket) => {
        const listener = listeners.get(socket.conn);
        if (!listener) return socket.disconnect(true);
        listener.socket = socket;
        let obeyed = Promise.resolve();
        socket.on('subscribe', (request: unknown, answer: unknown) => {
            obeyed = obeyed.then(async () => {
                const reply = await subscribe(streaming, listener, request);
                if (typeof answer === 'function') answer(reply);
            });
        });
        socket.on('unsubscribe', (request: unknown) => {
            obeyed = obeyed.then(() => {
                const { channel } = fieldsOf(request);
                if (isChannel(channel)) streaming.listeners.unsubscribe(listener, channel);
            });
        });
        return undefined;
    });

    return {
        handleRequest: (request, response) =>
            io.engine.handleRequest(request as Parameters<typeof io.engine.handleRequest>[0], response),
        handleUpgrade: (request, socket, head) =>
            io.engine.handleUpgrade(request as Parameters<typeof io.engine.handleUpgrade>[0], socket, head),
        // Its server never listened, so that closing it complains; everything else is closed by then.
        close: () => io.close().catch(() => undefined),
    };
}

async function subscribe(
    streaming: Streaming,
    listener: Listener,
    request: unknown,
): Promise<SubscribeAnswer> {
    const { channel, since } = fieldsOf(request);
    if (!isChannel(channel)) return { error: 'There is no such channel' };
    try {
        return await streaming.subscribe(
            listener,
            channel,
            Number.isSafeInteger(since) ? Number(since) : undefined,
        );
    } catch (error) {
        return { error: shown(error) };
    }
}

function fieldsOf(request: unknown): Record<string, unknown> {
    return typeof request === 'object' && request !== null ? { ...request } : {};
}

function shown(error: unknown): string {
    if (error instanceof AtollError) return error.message;
    log.error({ err: error }, 'A live subscription failed');
    return 'Something went wrong on our side';
}

class SocketIoListener implements Listener {
    readonly viewer: Viewer;
    socket: Socket | undefined;
    readonly #connection: Connection;
    #queued = 0;

    constructor(viewer: Viewer, connection: Connection) {
        this.viewer = viewer;
        this.#connection = connection;
    }

    /**
     * Writes packets of Socket.IO's protocol (version 5: `2`, an event, then its JSON) around text that was made once
     * for all listeners; `socket.emit` would make it anew for each.
     */
    send(stream: StreamName, events: NumberedEvent[]): void {
        const channel = JSON.stringify(stream);
        for (const { seq, text } of events) {
            const packet = `2["event",{"channel":${channel},"seq":${seq},"event":"${text.event}","payload":${text.json ?? null}}]`;
            this.#queued += packet.length;
            this.#connection.write(packet, { compress: false }, () => (this.#queued -= packet.length));
        }
    }

    queuedBytes(): number {
        return this.#queued;
    }

    close(farewell: Farewell): void {
        const { socket } = this.#connection.request;
        if (farewell === 'too slow' || farewell === 'too busy') {
            this.#connection.close(true);
            socket.destroy();
            return;
        }
        // After a plain close the client comes back by itself; told to disconnect, it does not.
        if (farewell === 'revoked' && this.socket) this.socket.disconnect(true);
        else this.#connection.close();
        setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
    }
}
