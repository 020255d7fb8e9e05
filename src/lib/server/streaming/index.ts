import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SOCKET_IO_PATH } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';
import { ServiceUnavailable } from '../errors';
import { MASTODON_STREAMING_PATH, mastodonWebSockets } from './mastodon-websocket';
import { socketIo } from './socket-io';
import { Streaming } from './streaming';

export { readStreamPath } from './mastodon-streams';
export { openEventStream } from './server-sent-events';

interface Attached {
    streaming: Streaming;
    detach(): Promise<void>;
}

let attached: Attached | undefined;

/** The live events of this process, for the routes. @throws ServiceUnavailable before they were attached. */
export function streaming(): Streaming {
    if (!attached) throw new ServiceUnavailable();
    return attached.streaming;
}

/** How many connections are open in this process, for the metrics. */
export function countListeners(): number {
    return attached?.streaming.listeners.size ?? 0;
}

/**
 * Puts live events onto `server`: Socket.IO, and Mastodon's WebSocket. Its request listener must already be registered.
 * Settles once events arrive from the database.
 */
export async function attachStreaming(server: Server, db: Database): Promise<void> {
    await detachStreaming();
    const live = new Streaming(db);
    await live.start();
    const io = socketIo(live);
    const mastodon = mastodonWebSockets(live);

    // Socket.IO's own way of attaching cannot be undone, and in development a new app replaces the former.
    const answer = server.listeners('request') as ((
        request: IncomingMessage,
        response: ServerResponse,
    ) => void)[];
    const onRequest = (request: IncomingMessage, response: ServerResponse) => {
        if (isAt(request, SOCKET_IO_PATH)) io.handleRequest(request, response);
        else for (const listener of answer) listener.call(server, request, response);
    };
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (isAt(request, SOCKET_IO_PATH)) io.handleUpgrade(request, socket, head);
        else if (isAt(request, MASTODON_STREAMING_PATH)) mastodon.handleUpgrade(request, socket, head);
        // Vite's own sockets share the server in development.
        else if (!request.headers['sec-websocket-protocol']?.startsWith('vite-'))
            socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    };
    server.removeAllListeners('request').on('request', onRequest).on('upgrade', onUpgrade);

    attached = {
        streaming: live,
        async detach() {
            server.off('upgrade', onUpgrade).off('request', onRequest);
            for (const listener of answer) server.on('request', listener);
            await live.stop();
            await Promise.all([io.close(), mastodon.close()]);
        },
    };
}

/** Ends every connection (clients come back by themselves) and takes live events off the server. */
export async function detachStreaming(): Promise<void> {
    const former = attached;
    attached = undefined;
    await former?.detach();
}

function isAt(request: IncomingMessage, path: string): boolean {
    const asked = request.url?.split('?')[0] ?? '';
    return asked === path || asked === `${path}/`;
}
