import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureRefused } from './signature-refused';
import { parseByteDictionary } from './structured-fields';

const hash = (algorithm: string, body: Uint8Array) => createHash(algorithm).update(body).digest();

/** The `Digest` header that draft-cavage signatures cover (RFC 3230). */
export function digestOf(body: Uint8Array): string {
    return `SHA-256=${hash('sha256', body).toString('base64')}`;
}

/** The `Content-Digest` header that RFC 9421 signatures cover (RFC 9530). */
export function contentDigestOf(body: Uint8Array): string {
    return `sha-256=:${hash('sha256', body).toString('base64')}:`;
}

/**
 * Checks a `Digest` header against the bytes that arrived. SHA-256 must be among its digests, once.
 * @throws SignatureRefused
 */
export function checkDigest(header: string, body: Uint8Array): void {
    const sha256 = header
        .split(',')
        .map((entry) => /^\s*sha-256=([A-Za-z0-9+/]+={0,2})\s*$/i.exec(entry)?.[1])
        .filter((value) => value !== undefined);
    if (sha256.length > 1) throw new SignatureRefused('digest', 'Digest names SHA-256 more than once');
    if (!sha256[0]) throw new SignatureRefused('digest', 'Digest has no SHA-256');
    compare(Buffer.from(sha256[0], 'base64'), hash('sha256', body));
}

/**
 * Checks a `Content-Digest` header against the bytes that arrived, by the strongest digest it names.
 * @throws SignatureRefused
 */
export function checkContentDigest(header: string, body: Uint8Array): void {
    const digests = parseByteDictionary(header);
    const sha512 = digests.get('sha-512');
    const sha256 = digests.get('sha-256');
    if (sha512) compare(sha512, hash('sha512', body));
    if (sha256) compare(sha256, hash('sha256', body));
    if (!sha512 && !sha256)
        throw new SignatureRefused('digest', 'Content-Digest has neither sha-256 nor sha-512');
}

function compare(claimed: Buffer, actual: Buffer): void {
    if (claimed.length !== actual.length || !timingSafeEqual(claimed, actual))
        throw new SignatureRefused('digest', 'the digest is not that of the body');
}
