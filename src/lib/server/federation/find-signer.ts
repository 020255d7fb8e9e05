import { eq } from 'drizzle-orm';
import { readSignature, type SignatureClaim } from '../activitypub/http-signature';
import { OutboundError } from '../activitypub/outbound-error';
import { SignatureRefused } from '../activitypub/signature-refused';
import { addressOf, DocumentRefused } from '../activitypub/untrusted';
import { config } from '../config';
import type { Database } from '../db';
import { accountKeys, accounts } from '../db/schema';
import { resolveKeyOwner, type AccountRow } from '../domain/accounts';
import { log } from '../log';

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
): Promise<AccountRow> {
    const asked = new URL(url.pathname + url.search, config().origin);
    const claim = readSignature({ method: request.method, url: asked, headers: request.headers, body });
    const keyId = addressOf(claim.keyId);
    if (!keyId) throw new SignatureRefused('key', 'keyId is not an address');
    return (
        (await verifyWithKnownKey(db, keyId, claim)) ??
        (await fetchAndVerify(db, keyId, claim)) ??
        refuse('mismatch', 'the signature was not made with this key')
    );
}

async function verifyWithKnownKey(
    db: Database,
    keyId: string,
    claim: SignatureClaim,
): Promise<AccountRow | undefined> {
    const [row] = await db
        .select({ account: accounts, publicPem: accountKeys.publicPem })
        .from(accountKeys)
        .innerJoin(accounts, eq(accounts.id, accountKeys.accountId))
        .where(eq(accountKeys.keyId, keyId));
    return row && claim.verify(row.publicPem) ? row.account : undefined;
}

async function fetchAndVerify(
    db: Database,
    keyId: string,
    claim: SignatureClaim,
): Promise<AccountRow | undefined> {
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
