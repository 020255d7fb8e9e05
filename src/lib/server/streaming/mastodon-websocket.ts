import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { WEB_CLIENT_EVENTS } from '$lib/mastodon-api/streaming';
import type { Viewer } from '../domain/users';
import { AtollError, BadRequest } from '../errors';
import { log } from '../log';
import { EventText, type NumberedEvent } from './event-text';
import { identifyByToken } from './identify';
import type { Farewell, Listener } from './listeners';
import { readStreamName, streamWords } from './mastodon-streams';
import { MessageBudget } from './message-budget';
import type { StreamName } from './rooms';
import type { Streaming } from './streaming';

export const MASTODON_STREAMING_PATH = '/api/v1/streaming';

const FRAME_LIMIT = 10_000;
/** Told to a client that counts, where it begins or cannot be told all that it missed. */
const RELOAD = new EventText('reload', undefined);
/** Proxies close what is silent for a minute; a client that answers none of two pings is gone. */
const PING_MS = 25_000;
const FAREWELL_MS = 1_000;

/** A transport that serves upgrades of one path. */
export interface MastodonWebSockets {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
    close(): Promise<void>;
}

/** The transport of Mastodon's clients: one WebSocket, many streams. https://docs.joinmastodon.org/methods/streaming/ */
export function mastodonWebSockets(streaming: Streaming): MastodonWebSockets {
    const server = new WebSocketServer({
        noServer: true,
        maxPayload: FRAME_LIMIT,
        perMessageDeflate: false,
        // Browsers can send a token in no other way, and end the connection unless it is echoed.
        handleProtocols: (protocols) => [...protocols][0] ?? false,
    });
    const pinging = setInterval(() => pingAll(server), PING_MS).unref();
    return {
        handleUpgrade(request, socket, head) {
            socket.on('error', () => socket.destroy());
            void welcome(streaming, request).then((viewer) => {
                if (typeof viewer === 'string') socket.end(viewer);
                else
                    server.handleUpgrade(request, socket, head, (peer) =>
                        serve(streaming, peer, request, viewer),
                    );
            });
        },
        close() {
            clearInterval(pinging);
            return new Promise((settle) => server.close(() => settle()));
        },
    };
}

/** The member who asks, or the answer that refuses them. */
async function welcome(streaming: Streaming, request: IncomingMessage): Promise<Viewer | string> {
    try {
        const token = tokenOf(request);
        const viewer = token && (await identifyByToken(streaming.db, token));
        if (!viewer) return refusal('401 Unauthorized', 'The access token is invalid');
        streaming.listeners.checkSpace(viewer.accountId);
        return viewer;
    } catch (error) {
        if (error instanceof AtollError) return refusal(`${error.status} Refused`, error.message);
        log.error({ err: error }, 'A live connection could not be opened');
        return refusal('503 Service Unavailable', 'Please try again in a moment');
    }
}

function refusal(status: string, error: string): string {
    const body = JSON.stringify({ error });
    return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

function tokenOf(request: IncomingMessage): string | undefined {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const protocol = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim();
    return bearer ?? protocol ?? queryOf(request).get('access_token') ?? undefined;
}

function queryOf(request: IncomingMessage): URLSearchParams {
    return new URLSearchParams(request.url?.split('?')[1] ?? '');
}

function serve(streaming: Streaming, peer: WebSocket, request: IncomingMessage, viewer: Viewer): void {
    const listener = new WebSocketListener(viewer, peer);
    const budget = new MessageBudget();
    let obeyed = Promise.resolve();
    const inTurn = (read: () => unknown) => (obeyed = obeyed.then(() => obey(streaming, listener, read)));
    alive.add(peer);
    peer.on('pong', () => alive.add(peer));
    // A frame that is too large or malformed: ws closes the connection itself.
    peer.on('error', () => peer.terminate());
    peer.on('close', () => streaming.listeners.leave(listener));
    try {
        streaming.listeners.enter(listener);
    } catch {
        return listener.close('too busy');
    }
    peer.on('message', (data, isBinary) => {
        if (isBinary || !budget.spend()) listener.close('too busy');
        else void inTurn(() => JSON.parse(String(data)) as unknown);
    });
    const query = queryOf(request);
    const stream = query.get('stream');
    if (stream !== null) void inTurn(() => ({ type: 'subscribe', stream, ...Object.fromEntries(query) }));
}

/** Does what a message asks for; what cannot be done is answered on the socket, which stays open. */
async function obey(streaming: Streaming, listener: WebSocketListener, read: () => unknown): Promise<void> {
    try {
        const { type, stream, tag, list, since } = readMessage(read);
        if (type !== 'subscribe' && type !== 'unsubscribe') throw new BadRequest('Unknown type of message');
        const name = readStreamName(stream, { tag, list });
        if (type === 'unsubscribe') return streaming.listeners.unsubscribe(listener, name);
        if (since === undefined) return void (await streaming.subscribe(listener, name));
        listener.isNumbered = true;
        const { seq, missed } = await streaming.subscribe(listener, name, readSince(since));
        if (missed === null) listener.send(name, [{ seq, text: RELOAD }]);
    } catch (error) {
        if (!(error instanceof AtollError)) log.error({ err: error }, 'A live subscription failed');
        const shown =
            error instanceof AtollError ? error : new AtollError(500, 'Something went wrong on our side');
        listener.complain(shown);
    }
}

function readMessage(read: () => unknown): Record<string, unknown> {
    let message: unknown;
    try {
        message = read();
    } catch {
        throw new BadRequest('The message could not be read');
    }
    if (typeof message !== 'object' || message === null)
        throw new BadRequest('The message must be an object');
    return { ...message };
}

/** Those that answered since the last round of pings. */
const alive = new WeakSet<WebSocket>();

function pingAll(server: WebSocketServer): void {
    for (const peer of server.clients) {
        if (!alive.has(peer)) peer.terminate();
        alive.delete(peer);
        peer.ping();
    }
}

const AS_TEXT = { binary: false };

/** Mastodon's envelope: a payload that is JSON stands in it as a text once more. */
function envelope(stream: StreamName, { event, plain }: EventText, number: string): string {
    const payload = plain === undefined ? '' : `,"payload":${JSON.stringify(plain)}`;
    return `{"stream":${JSON.stringify(streamWords(stream))},"event":"${event}"${payload}${number}}`;
}

/** The number a client has heard up to; an empty one says that it begins to count. */
function readSince(since: unknown): number | undefined {
    if (since === '' || since === null) return undefined;
    const number = Number(since);
    if (!Number.isSafeInteger(number)) throw new BadRequest('The number of an event is expected in since');
    return number;
}

class WebSocketListener implements Listener {
    readonly viewer: Viewer;
    /** The client counts: it said where it stands, and is told the number of each event. */
    isNumbered = false;
    readonly #peer: WebSocket;

    constructor(viewer: Viewer, peer: WebSocket) {
        this.viewer = viewer;
        this.#peer = peer;
    }

    send(stream: StreamName, events: NumberedEvent[]): void {
        for (const { seq, text } of events) {
            if (WEB_CLIENT_EVENTS.has(text.event)) continue;
            const number = this.isNumbered ? `,"seq":${seq}` : '';
            const frame = text.frame(`ws ${stream}${number}`, () => envelope(stream, text, number));
            this.#peer.send(frame, AS_TEXT);
        }
    }

    complain({ message, status }: AtollError): void {
        this.#peer.send(JSON.stringify({ error: message, status }));
    }

    queuedBytes(): number {
        return this.#peer.bufferedAmount;
    }

    close(farewell: Farewell): void {
        if (farewell === 'too slow' || farewell === 'too busy') return this.#peer.terminate();
        // 1008: not allowed any more; 1001: going away, come back.
        this.#peer.close(farewell === 'revoked' ? 1008 : 1001);
        setTimeout(() => this.#peer.terminate(), FAREWELL_MS).unref();
    }
}
