import { sql } from 'drizzle-orm';
import { readSignature } from '../activitypub/http-signature';
import { OutboundError } from '../activitypub/outbound-error';
import { SignatureRefused } from '../activitypub/signature-refused';
import { addressOf, DocumentRefused } from '../activitypub/untrusted';
import { config } from '../config';
import { byKeyInGroups, prepared, type Database } from '../db';
import { resolveKeyOwner } from '../domain/accounts';
import { log } from '../log';

/** Whoever signed a request, as far as it is asked at the door. */
export interface Signer {
    id: string;
    uri: string;
    /** Null for members. */
    domain: string | null;
    isSuspended: boolean;
}

/**
 * Who signed a request: everything that needs no key is checked first, so that nothing is fetched for a request that
 * would fail anyway; then the key is looked up, and asked for once where it is unknown or does not fit any more.
 * @throws SignatureRefused
 */
export async function findSigner(
    db: Database,
    request: Request,
    url: URL,
    body?: Uint8Array,
): Promise<Signer> {
    return findOwner(db, readClaim(request, url, body));
}

/** Something that was signed, and the way to find out with what. */
export interface Claim {
    keyId: string;
    /** What its owner must list the key for. */
    purpose: 'forRequests' | 'forProofs';
    verify(publicPem: string): boolean;
}

/**
 * Whose key made a signature. A key is asked for once where it is unknown or does not fit any more.
 * @throws SignatureRefused
 */
export async function findOwner(db: Database, claim: Claim): Promise<Signer> {
    return (
        (await verifyWithKnownKey(db, claim)) ??
        (await fetchAndVerify(db, claim)) ??
        refuse('mismatch', 'the signature was not made with this key')
    );
}

/**
 * Who signed a request, if they are known already: nothing is fetched.
 * @throws SignatureRefused where the signature cannot be read.
 */
export async function findKnownSigner(db: Database, request: Request, url: URL): Promise<Signer | undefined> {
    return verifyWithKnownKey(db, readClaim(request, url));
}

function readClaim(request: Request, url: URL, body?: Uint8Array): Claim {
    const asked = new URL(url.pathname + url.search, config().origin);
    const claim = readSignature({ method: request.method, url: asked, headers: request.headers, body });
    const keyId = addressOf(claim.keyId);
    if (!keyId) throw new SignatureRefused('key', 'keyId is not an address');
    return { keyId, purpose: 'forRequests', verify: (publicPem) => claim.verify(publicPem) };
}

async function verifyWithKnownKey(
    db: Database,
    { keyId, purpose, verify }: Claim,
): Promise<Signer | undefined> {
    const row = await findKey(db, keyId);
    return row?.[purpose] && verify(row.publicPem) ? row : undefined;
}

type Key = Signer & { keyId: string; publicPem: string; forRequests: boolean; forProofs: boolean };

const findKeys = prepared<Key, { keyIds: readonly string[] }>(
    (parameter) => sql`
        select k.key_id as "keyId", a.id, a.uri, a.domain, k.public_pem as "publicPem",
            k.for_requests as "forRequests", k.for_proofs as "forProofs",
            a.suspended_at is not null and a.suspended_by is distinct from 'remote' as "isSuspended"
        from account_keys k join accounts a on a.id = k.account_id
        where k.key_id = any(${parameter('keyIds', 'text[]')}) and (k.expires_at is null or k.expires_at > now())`,
);

/** Nothing is remembered: a key that was changed counts at once. */
const findKey = byKeyInGroups<Key>(
    500,
    (db, keyIds) => findKeys(db, { keyIds }),
    ({ keyId }) => keyId,
);

async function fetchAndVerify(db: Database, claim: Claim): Promise<Signer | undefined> {
    const { keyId } = claim;
    try {
        await resolveKeyOwner(db, keyId);
    } catch (error) {
        if (!(error instanceof DocumentRefused || error instanceof OutboundError)) throw error;
        // Somebody who signed in the same moment may have had the key fetched since it was looked up here.
        const signer = await verifyWithKnownKey(db, claim);
        if (signer) return signer;
        log.debug({ keyId, reason: error.reason }, 'a key could not be had');
        if (error.reason === 'suspended')
            refuse('unwelcome', 'this server does not speak with that of the signer');
        refuse('key', 'the key could not be read from its owner');
    }
    return verifyWithKnownKey(db, claim);
}

function refuse(...flaw: ConstructorParameters<typeof SignatureRefused>): never {
    throw new SignatureRefused(...flaw);
}
