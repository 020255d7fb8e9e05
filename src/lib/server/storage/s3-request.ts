import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { Agent, type Dispatcher } from 'undici';
import type { StoreSettings } from '../config';
import { NoRoom, ServiceUnavailable } from '../errors';
import { log } from '../log';

/** A request to the operator's own store of files. */
export interface S3Request {
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
    /** Empty for the bucket itself. */
    key?: string;
    query?: Record<string, string>;
    headers?: Record<string, string>;
    /** Made anew for each attempt, with its length and SHA-256 in hex: the store refuses what it got differently. */
    body?: { bytes: number; sha256: string; open(): Uint8Array | AsyncIterable<Uint8Array> };
}

/** What a store answers for a moment, when asked too much or while it starts. */
const PASSING = new Set([429, 500, 502, 503, 504]);
/** How long is waited before each new attempt, in milliseconds. */
const PAUSES = [100, 500];
const EMPTY_SHA256 = createHash('sha256').digest('hex');

let agent: Agent | undefined;

/**
 * Not `outboundFetch`, which is for addresses that others name: this one is the operator's setting, most often in a
 * private network and of any size, and nobody else's word reaches it.
 */
function storeAgent(): Agent {
    return (agent ??= new Agent({
        connections: 64,
        connect: { timeout: 5_000 },
        headersTimeout: 30_000,
        bodyTimeout: 30_000,
        keepAliveTimeout: 30_000,
    }));
}

/**
 * Asks the store, signed by AWS Signature Version 4; what passes by itself is tried again. Answers of success, 304, 404
 * and 416 are returned; whoever gets one reads its body.
 * @throws ServiceUnavailable where it cannot be asked or refuses, NoRoom where it is full.
 */
export async function askStore(
    settings: StoreSettings,
    request: S3Request,
): Promise<Dispatcher.ResponseData> {
    for (let attempt = 0; ; attempt++) {
        const answer = await send(settings, request).catch((error: unknown) => error as Error);
        const isPassing = answer instanceof Error || PASSING.has(answer.statusCode);
        const pause = PAUSES[attempt];
        if (isPassing && pause !== undefined) {
            if (!(answer instanceof Error)) await answer.body.dump();
            await new Promise((settle) => setTimeout(settle, pause));
            continue;
        }
        if (answer instanceof Error) throw unavailable(request, answer);
        const { statusCode: status, body } = answer;
        if (status < 300 || status === 304 || status === 404 || status === 416) return answer;
        const said = (await body.text()).slice(0, 500);
        if (status === 507) throw new NoRoom(said);
        throw unavailable(request, new Error(`It answered ${status}: ${said}`));
    }
}

function unavailable({ method, key }: S3Request, cause: Error): ServiceUnavailable {
    log.error({ err: cause, method, key }, 'The store of files did not do what it was asked');
    return new ServiceUnavailable('Files are not available right now, please try again in a moment', cause);
}

async function send(settings: StoreSettings, { method, key, query, headers, body }: S3Request) {
    const url = addressOf(settings, key ?? '', query);
    const signer = new AwsV4Signer({
        method,
        url: url.href,
        headers: { ...headers, 'x-amz-content-sha256': body?.sha256 ?? EMPTY_SHA256 },
        accessKeyId: settings.accessKey,
        secretAccessKey: settings.secretKey,
        region: settings.region,
        service: 's3',
    });
    const signed = await signer.sign();
    return storeAgent().request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: {
            ...Object.fromEntries(signed.headers as Headers),
            ...(body && { 'content-length': String(body.bytes) }),
        },
        body: body && (body.open() as Uint8Array),
    });
}

function addressOf({ endpoint, bucket, pathStyle }: StoreSettings, key: string, query = {}): URL {
    const url = new URL(endpoint);
    const base = url.pathname.replace(/\/+$/, '');
    if (pathStyle) url.pathname = [base, bucket, key].filter((part, i) => i === 0 || part !== '').join('/');
    else {
        url.hostname = `${bucket}.${url.hostname}`;
        url.pathname = `${base}/${key}`;
    }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return url;
}
