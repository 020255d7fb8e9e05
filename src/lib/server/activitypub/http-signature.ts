import { readCavage, signCavage } from './draft-cavage';
import { readRfc9421, signRfc9421 } from './rfc9421';
import { SignatureRefused } from './signature-refused';
import { FieldError } from './structured-fields';

/** The two ways a request is signed on this network. */
export type SignatureForm = 'draft-cavage' | 'rfc9421';

/** A request as it arrived. */
export interface SignedRequest {
    /** In upper case. */
    method: string;
    /** The address as peers know it: this server's public origin, with the path and query that were asked. */
    url: URL;
    headers: Headers;
    /** The raw bytes; absent where the method has none. */
    body?: Uint8Array;
}

/** A signature that is sound in all but its key: who is said to have signed, and the way to find out. */
export interface SignatureClaim {
    keyId: string;
    form: SignatureForm;
    verify(publicPem: string): boolean;
}

/** A request to be signed. `body` must be the bytes that are sent. */
export interface SigningRequest {
    method: 'GET' | 'POST';
    url: URL;
    body?: Uint8Array;
    keyId: string;
    privatePem: string;
    date?: Date;
    /** Further headers that are sent and signed, their names in lower case. */
    covered?: Record<string, string>;
}

/**
 * Reads a request's signature and checks everything that needs no key: grammar, duplicates, coverage (method, target,
 * host, time, and for POST the body's digest), the time window, the digest over the raw bytes, and that the request
 * was meant for this host. So nothing is fetched for a request that would fail anyway.
 * @throws SignatureRefused
 */
export function readSignature(request: SignedRequest, now = new Date()): SignatureClaim {
    const signature = request.headers.get('signature');
    if (!signature) throw new SignatureRefused('missing', 'the request is not signed');
    checkHost(request);
    try {
        const input = request.headers.get('signature-input');
        return input === null ? readCavage(request, signature, now) : readRfc9421(request, input, now);
    } catch (error) {
        if (error instanceof FieldError) throw new SignatureRefused('malformed', error.message);
        throw error;
    }
}

/** The headers that sign a request, besides those it has already. */
export function signRequest(form: SignatureForm, request: SigningRequest): Record<string, string> {
    return form === 'draft-cavage' ? signCavage(request) : signRfc9421(request);
}

function checkHost({ url, headers }: SignedRequest): void {
    const host = headers.get('host')?.toLowerCase();
    const withPort = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
    if (host !== url.host && host !== withPort)
        throw new SignatureRefused('host', `this is not ${host ?? 'a host'}`);
}
