import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { Agent, buildConnector } from 'undici';
import { mayConnectTo } from './outbound-address';
import { OutboundError } from './outbound-error';
import { guardedLookup } from './outbound-lookup';

const CONNECTIONS_PER_HOST = 4;

const CONNECTING = { lookup: guardedLookup, timeout: 5_000 };
const plainConnect = buildConnector(CONNECTING);

/** TLS sessions by host and port: taking one up again costs a fraction of a new one. */
const sessions = new LRUCache<string, Buffer>({ max: 5_000 });

let sharedAgent: Agent | undefined;

/** The connections of this process to other servers, kept alive and shared by deliveries and fetches. */
export function outboundAgent(): Agent {
    return (sharedAgent ??= new Agent({
        connect: guardedConnector(),
        connections: CONNECTIONS_PER_HOST,
        pipelining: 1,
        keepAliveTimeout: 30_000,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
        maxHeaderSize: 16_384,
    }));
}

function guardedConnector(): buildConnector.connector {
    return (options, callback) => {
        try {
            refuseForbiddenLiteral(options.hostname);
        } catch (error) {
            callback(error instanceof Error ? error : new Error('refused'), null);
            return;
        }
        const { hostname, port, protocol } = options;
        if (protocol !== 'https:') return plainConnect(options, callback);
        const host = `${hostname}:${port}`;
        // undici holds sessions weakly, so that most are gone when they are wanted.
        const connect = buildConnector({ ...CONNECTING, maxCachedSessions: 0, session: sessions.get(host) });
        connect(options, (...answer) => {
            const [, socket] = answer;
            // Only of a host that has shown who it is: when a session is taken up again nobody asks for the name.
            if (socket instanceof TLSSocket)
                socket.on('session', (session: Buffer) => sessions.set(host, session));
            callback(...answer);
        });
    };
}

/** Refuses a literal address that is not public, because Node never asks `lookup` about one. */
export function refuseForbiddenLiteral(hostname: string): void {
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) && !mayConnectTo(literal))
        throw new OutboundError('forbidden-address', `${hostname} is not public`);
}

/** Closes every outbound connection; for an orderly stop. */
export async function closeOutbound(): Promise<void> {
    const closing = sharedAgent;
    sharedAgent = undefined;
    await closing?.destroy();
}
