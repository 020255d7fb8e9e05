import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { Agent, buildConnector } from 'undici';
import { mayConnectTo } from './outbound-address';
import { OutboundError } from './outbound-error';
import { guardedLookup } from './outbound-lookup';

/** What a connection is for. Files, which take their time, never keep deliveries waiting. */
export type OutboundPurpose = 'documents' | 'files';

const CONNECTIONS_PER_HOST = { documents: 4, files: 6 } satisfies Record<OutboundPurpose, number>;

const CONNECTING = { lookup: guardedLookup, timeout: 5_000 };
const plainConnect = buildConnector(CONNECTING);

/** TLS sessions by host and port: taking one up again costs a fraction of a new one. */
const sessions = new LRUCache<string, Buffer>({ max: 5_000 });

const agents = new Map<OutboundPurpose, Agent>();

/** The connections of this process to other servers, kept alive and shared by all that is asked for one purpose. */
export function outboundAgent(purpose: OutboundPurpose = 'documents'): Agent {
    let agent = agents.get(purpose);
    if (!agent) {
        agent = new Agent({
            connect: guardedConnector(),
            connections: CONNECTIONS_PER_HOST[purpose],
            pipelining: 1,
            keepAliveTimeout: 30_000,
            headersTimeout: 10_000,
            bodyTimeout: 10_000,
            maxHeaderSize: 16_384,
        });
        agents.set(purpose, agent);
    }
    return agent;
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
    const closing = [...agents.values()];
    agents.clear();
    await Promise.all(closing.map((agent) => agent.destroy()));
}
