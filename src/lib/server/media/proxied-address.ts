import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { config } from '../config';

// Replaced at start by the community's own, so that addresses hold across restarts and machines.
let key: Buffer = randomBytes(32);
const known = new LRUCache<string, string>({ max: 20_000 });

/** Sets the key that addresses are signed with. */
export function useProxyKey(next: Buffer): void {
    key = next;
    known.clear();
}

/**
 * Where a remote file is seen through this server, so that a reader's browser asks no third party. Only addresses
 * that were signed here are served: this is no proxy for others.
 */
export function proxiedAddress(url: string): string {
    const { origin, mediaOrigin } = config();
    if (!/^https?:/.test(url) || url.startsWith(`${origin}/`) || url.startsWith(`${mediaOrigin}/`))
        return url;
    let address = known.get(url);
    if (!address) {
        address = `${origin}/media-proxy/${signatureOf(url)}/${Buffer.from(url).toString('base64url')}`;
        known.set(url, address);
    }
    return address;
}

/** The same; null for nothing, and for what is remote where the operator shows nothing of other servers. */
export function shownAddress(url: string | null): string | null {
    if (url === null || (isRemote(url) && config().remoteMedia.mode === 'off')) return null;
    return proxiedAddress(url);
}

function isRemote(url: string): boolean {
    const { origin, mediaOrigin } = config();
    return /^https?:/.test(url) && ![origin, mediaOrigin].some((own) => url.startsWith(`${own}/`));
}

/** The remote address behind a proxied one; undefined where the signature is not ours. */
export function addressBehind(signature: string, encoded: string): string | undefined {
    const url = Buffer.from(encoded, 'base64url').toString();
    const expected = Buffer.from(signatureOf(url));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given) ? url : undefined;
}

function signatureOf(url: string): string {
    return createHmac('sha256', key).update(url).digest('base64url');
}
