import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { mayConnectTo } from './outbound-address';
import { OutboundError } from './outbound-error';
import { guardedLookup } from './outbound-lookup';

const CONNECTIONS_PER_HOST = 4;

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
    const connect = buildConnector({ lookup: guardedLookup, timeout: 5_000 });
    return (options, callback) => {
        try {
            refuseForbiddenLiteral(options.hostname);
        } catch (error) {
            callback(error instanceof Error ? error : new Error('refused'), null);
            return;
        }
        connect(options, callback);
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
