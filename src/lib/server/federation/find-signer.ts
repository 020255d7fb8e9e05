import { sql } from 'drizzle-orm';
import { readSignature, type SignatureClaim } from '../activitypub/http-signature';
import { OutboundError } from '../activitypub/outbound-error';
import { SignatureRefused } from '../activitypub/signature-refused';
import { addressOf, DocumentRefused } from '../activitypub/untrusted';
import { config } from '../config';
import { inGroups, prepared, type Database } from '../db';
import { resolveKeyOwner } from '../domain/accounts';
import { isOfSuspendedDomain } from '../domain/moderation';
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
    const { keyId, claim } = readClaim(request, url, body);
    return (
        (await verifyWithKnownKey(db, keyId, claim)) ??
        (await fetchAndVerify(db, keyId, claim)) ??
        refuse('mismatch', 'the signature was not made with this key')
    );
}

/**
 * Who signed a request, if they are known already: nothing is fetched.
 * @throws SignatureRefused where the signature cannot be read.
 */
export async function findKnownSigner(db: Database, request: Request, url: URL): Promise<Signer | undefined> {
    const { keyId, claim } = readClaim(request, url);
    return verifyWithKnownKey(db, keyId, claim);
}

function readClaim(request: Request, url: URL, body?: Uint8Array): { keyId: string; claim: SignatureClaim } {
    const asked = new URL(url.pathname + url.search, config().origin);
    const claim = readSignature({ method: request.method, url: asked, headers: request.headers, body });
    const keyId = addressOf(claim.keyId);
    if (!keyId) throw new SignatureRefused('key', 'keyId is not an address');
    return { keyId, claim };
}

async function verifyWithKnownKey(
    db: Database,
    keyId: string,
    claim: SignatureClaim,
): Promise<Signer | undefined> {
    const row = await findKey(db, keyId);
    return row && claim.verify(row.publicPem) ? row : undefined;
}

type Key = Signer & { keyId: string; publicPem: string };

/** Requests of one moment ask for their keys together. Nothing is remembered: a key that was changed counts at once. */
const findKey = inGroups<string, Key | undefined>(500, async (db, keyIds) => {
    const rows = await findKeys(db, { keyIds: [...new Set(keyIds)] });
    const byId = new Map(rows.map((row) => [row.keyId, row]));
    return keyIds.map((keyId) => byId.get(keyId));
});

const findKeys = prepared<Key, { keyIds: readonly string[] }>(
    (parameter) => sql`
        select k.key_id as "keyId", a.id, a.uri, a.domain, k.public_pem as "publicPem",
            a.suspended_at is not null and a.suspended_by is distinct from 'remote' or ${isOfSuspendedDomain(sql`a.domain`)} as "isSuspended"
        from account_keys k join accounts a on a.id = k.account_id
        where k.key_id = any(${parameter('keyIds', 'text[]')})`,
);

async function fetchAndVerify(
    db: Database,
    keyId: string,
    claim: SignatureClaim,
): Promise<Signer | undefined> {
    try {
        await resolveKeyOwner(db, keyId);
    } catch (error) {
        if (!(error instanceof DocumentRefused || error instanceof OutboundError)) throw error;
        log.debug({ keyId, reason: error.reason }, 'a key could not be had');
        refuse('key', 'the key could not be read from its owner');
    }
    return verifyWithKnownKey(db, keyId, claim);
}

function refuse(...flaw: ConstructorParameters<typeof SignatureRefused>): never {
    throw new SignatureRefused(...flaw);
}
