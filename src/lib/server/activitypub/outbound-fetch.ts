import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import { config } from '../config';
import { outboundAgent, refuseForbiddenLiteral, type OutboundPurpose } from './outbound-agent';
import { readCapped } from './outbound-body';
import { OutboundError } from './outbound-error';

export interface OutboundRequest {
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    body?: string | Uint8Array;
    /** Headers that depend on the address asked, made anew for each hop: a signature is never carried to another. */
    sign?: (target: URL) => Record<string, string>;
    /** Asked before each hop whether that host is spoken to at all; what it throws is thrown. */
    admit?: (target: URL) => Promise<void>;
    /** Whether a successful answer of this content type is wanted. Without it every type is. */
    accepts?: (contentType: string) => boolean;
    /** The most the body may inflate to; 1 MB when absent. */
    maxBytes?: number;
    /** Takes the first `maxBytes` of a longer body instead of refusing it: a page says of itself what it is at its top. */
    cut?: boolean;
    /** Reads the answer to a POST too. */
    readAnswer?: boolean;
    /** Lets the address be plain http: for services of the operator's own, never for what somebody else named. */
    plainHttp?: boolean;
    /** Milliseconds for everything, waiting for a connection and redirects included; 10,000 when absent. */
    deadline?: number;
}

export interface OutboundResponse {
    status: number;
    /** The address that answered, after redirects. */
    url: URL;
    headers: IncomingHttpHeaders;
    /** Inflated. Empty for POST, unless its answer was asked for. */
    body: Buffer;
}

const MAX_REDIRECTS = 5;
const DOCUMENT_BYTES = 1_000_000;
const DOCUMENT_DEADLINE = 10_000;
const DISCARDED_BYTES = 65_536;

/** Ports above 1023 that speak other protocols (the WHATWG list); below, only 80 and 443 are let through. */
const OTHER_PROTOCOLS = new Set([
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 10080,
]);

/**
 * The only HTTP client of this server. It connects to public addresses alone (checked at the socket, on every hop),
 * follows at most five redirects and none for POST, and bounds time, size after inflation and connections per host.
 * An answer of any status is returned; what must not or could not be answered throws.
 * @throws OutboundError
 */
export async function outboundFetch(
    address: string | URL,
    request: OutboundRequest = {},
): Promise<OutboundResponse> {
    const deadline = AbortSignal.timeout(request.deadline ?? DOCUMENT_DEADLINE);
    const { url, answer } = await lastAnswer(address, request, deadline, 'documents');
    return finish(url, answer, request, deadline);
}

/**
 * Asks, and asks where it is sent to, each hop checked as the first: the answer with its body unread, which the caller
 * reads or ends. For `outboundFetch` and `outboundStream` alone.
 * @throws OutboundError
 */
export async function lastAnswer(
    address: string | URL,
    request: OutboundRequest,
    signal: AbortSignal,
    purpose: OutboundPurpose,
): Promise<{ url: URL; answer: Dispatcher.ResponseData }> {
    let url = allowedUrl(address, request);
    for (let hop = 0; ; hop++) {
        await request.admit?.(url);
        const answer = await send(url, request, signal, purpose);
        const location = request.method === 'POST' ? undefined : redirection(answer);
        if (location === undefined) return { url, answer };
        await discard(answer, signal);
        if (hop === MAX_REDIRECTS)
            throw new OutboundError('too-many-redirects', `${url.host} redirects in circles`);
        url = nextUrl(url, location, request);
    }
}

/**
 * The address, where a request may go to it at all: https (or http where peers may be plain), no credentials, a port
 * that serves the web, another host than this one.
 * @throws OutboundError `bad-url` or `forbidden-address`
 */
export function allowedUrl(
    address: string | URL,
    { plainHttp = false }: Pick<OutboundRequest, 'plainHttp'> = {},
): URL {
    if (!URL.canParse(String(address))) throw new OutboundError('bad-url', 'not an address');
    const url = new URL(address);
    const isWeb =
        url.protocol === 'https:' || (url.protocol === 'http:' && (plainHttp || config().federationHttp));
    if (!isWeb) throw new OutboundError('bad-url', `${url.protocol} is not fetched`);
    if (url.username || url.password)
        throw new OutboundError('bad-url', 'an address with credentials is not fetched');
    const port = Number(url.port);
    if (url.port && port !== 80 && port !== 443 && (port < 1024 || OTHER_PROTOCOLS.has(port)))
        throw new OutboundError('bad-url', `port ${port} is not fetched`);
    if (url.host === config().domain)
        throw new OutboundError('forbidden-address', 'this server does not ask itself');
    refuseForbiddenLiteral(url.hostname);
    return url;
}

function nextUrl(from: URL, location: string, request: OutboundRequest): URL {
    if (!URL.canParse(location, from))
        throw new OutboundError('bad-url', `${from.host} redirects to no address`);
    const url = allowedUrl(new URL(location, from), request);
    if (from.protocol === 'https:' && url.protocol !== 'https:')
        throw new OutboundError('bad-url', `${from.host} redirects from https to http`);
    return url;
}

async function send(url: URL, request: OutboundRequest, signal: AbortSignal, purpose: OutboundPurpose) {
    try {
        const answer = outboundAgent(purpose).request({
            origin: url.origin,
            path: url.pathname + url.search,
            method: request.method ?? 'GET',
            headers: {
                'user-agent': `Atoll (+${config().origin}/)`,
                'accept-encoding': 'gzip, deflate, br',
                ...request.headers,
                ...request.sign?.(url),
            },
            body: request.body,
            signal,
        });
        return await beforeDeadline(answer, signal);
    } catch (error) {
        throw asOutboundError(error, url);
    }
}

/** undici heeds a signal only once it has a connection, so waiting for a name or a free place is bounded here. */
function beforeDeadline<T>(answer: Promise<T>, deadline: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
        const expire = () => reject(deadline.reason);
        if (deadline.aborted) expire();
        deadline.addEventListener('abort', expire, { once: true });
        answer.then(resolve, reject).finally(() => deadline.removeEventListener('abort', expire));
    });
}

function redirection({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
    if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
    return typeof headers.location === 'string' ? headers.location : undefined;
}

async function finish(
    url: URL,
    answer: Dispatcher.ResponseData,
    request: OutboundRequest,
    signal: AbortSignal,
): Promise<OutboundResponse> {
    const { statusCode: status, headers } = answer;
    const isSuccess = status >= 200 && status < 300;
    if ((request.method === 'POST' && !request.readAnswer) || !isSuccess) {
        await discard(answer, signal);
        return { status, url, headers, body: Buffer.alloc(0) };
    }
    try {
        if (request.accepts && !request.accepts(String(headers['content-type'] ?? '')))
            throw new OutboundError(
                'content-type',
                `${url.host} answered ${String(headers['content-type'])}`,
            );
        const maxBytes = request.maxBytes ?? DOCUMENT_BYTES;
        if (!request.cut && Number(headers['content-length'] ?? 0) > maxBytes)
            throw new OutboundError('too-large', `${url.host} announces more than ${maxBytes} bytes`);
        const body = await readCapped(answer.body, String(headers['content-encoding'] ?? ''), {
            maxBytes,
            cut: request.cut,
        });
        return { status, url, headers, body };
    } catch (error) {
        answer.body.on('error', () => {}).destroy();
        throw asOutboundError(error, url);
    }
}

/** Reads a short body to its end, so that the connection can be used again; closes the connection of a long one. */
export async function discard({ body }: Dispatcher.ResponseData, signal: AbortSignal): Promise<void> {
    await body.dump({ limit: DISCARDED_BYTES, signal }).catch(() => {});
}

function asOutboundError(error: unknown, url: URL): OutboundError {
    if (error instanceof OutboundError) return error;
    const cause = error instanceof Error ? error : new Error(String(error));
    const isTimeout =
        cause.name === 'TimeoutError' ||
        cause instanceof errors.HeadersTimeoutError ||
        cause instanceof errors.BodyTimeoutError ||
        cause instanceof errors.ConnectTimeoutError;
    if (isTimeout) return new OutboundError('timeout', `${url.host} took too long`, { cause });
    const isEncoding =
        'code' in cause && typeof cause.code === 'string' && /^(Z_|ERR__?BROTLI)/.test(cause.code);
    if (isEncoding) return new OutboundError('encoding', `${url.host} sent a broken encoding`, { cause });
    return new OutboundError('network', `${url.host} could not be reached`, { cause });
}
