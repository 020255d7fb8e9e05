import { and, eq, isNotNull } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { SYNCHRONIZATION, synchronizationHeader } from '../../activitypub/collection-synchronization';
import { signRequest, type SignatureForm } from '../../activitypub/http-signature';
import { OutboundError } from '../../activitypub/outbound-error';
import { outboundFetch } from '../../activitypub/outbound-fetch';
import { ACTIVITY_JSON } from '../../activitypub/vocabulary';
import type { Database } from '../../db';
import { accountKeys, accounts } from '../../db/schema';
import { instanceSigner } from '../../domain/accounts';
import { followerDigests } from '../../domain/relationships';
import type { Claim } from './lanes';
import { SERVER } from './enqueue';

/** What became of an attempt to deliver. */
export type Outcome =
    | { kind: 'delivered'; form: SignatureForm }
    /** It will never be taken: no reason to try again, and no sign of an ill host. */
    | { kind: 'refused'; status: number }
    /** It may not be sent at all: an address that is not public, a broken one, a signer who is gone. */
    | { kind: 'impossible'; reason: string }
    | { kind: 'failed'; reason: string; retryAfter: number | undefined };

interface SigningKey {
    keyId: string;
    privatePem: string;
}

interface Sender {
    key: SigningKey;
    /** Null for what the server itself says. */
    followersUrl: string | null;
    /** What the followers come to, by their origin. */
    digests: Promise<Map<string, string>> | undefined;
}

const DEADLINE = 15_000;
const LONGEST_RETRY_AFTER_S = 86_400;
const senders = new LRUCache<string, Sender>({ max: 1_000, ttl: 60_000 });

/**
 * Sends one activity to one inbox, signed now. Where the signature is not accepted the other form is tried at once,
 * and the caller learns which one the host wanted.
 */
export async function send(db: Database, claim: Claim, preferred: SignatureForm): Promise<Outcome> {
    const sender = await findSender(db, claim.spoken.accountId);
    if (!sender) return { kind: 'impossible', reason: 'the signer is gone' };
    const { key } = sender;
    const covered = await whoFollowsThere(db, claim, sender);
    const first = await attempt(claim, { ...key, covered }, preferred);
    if (first.kind !== 'refused' || (first.status !== 401 && first.status !== 403)) return first;
    const second = await attempt(
        claim,
        { ...key, covered },
        preferred === 'rfc9421' ? 'draft-cavage' : 'rfc9421',
    );
    // A host that accepts neither may have trouble reading our key: that passes.
    if (second.kind === 'refused' && second.status === 401)
        return { kind: 'failed', reason: 'status 401', retryAfter: undefined };
    return second;
}

async function attempt(
    { inbox, spoken: { body } }: Claim,
    key: SigningKey & { covered: Record<string, string> },
    form: SignatureForm,
): Promise<Outcome> {
    try {
        const { status, headers } = await outboundFetch(inbox, {
            method: 'POST',
            body,
            headers: { 'content-type': ACTIVITY_JSON },
            sign: (url) => signRequest(form, { method: 'POST', url, body, ...key }),
            deadline: DEADLINE,
        });
        if (status >= 200 && status < 300) return { kind: 'delivered', form };
        if (!isTransient(status)) return { kind: 'refused', status };
        return { kind: 'failed', reason: `status ${status}`, retryAfter: secondsOf(headers['retry-after']) };
    } catch (error) {
        if (!(error instanceof OutboundError)) throw error;
        if (error.reason === 'bad-url' || error.reason === 'forbidden-address')
            return { kind: 'impossible', reason: error.reason };
        return { kind: 'failed', reason: error.reason, retryAfter: undefined };
    }
}

const isTransient = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

/** A `Retry-After` header as seconds, at most a day; undefined where it says nothing. */
export function secondsOf(header: string | string[] | undefined, now = Date.now()): number | undefined {
    const text = Array.isArray(header) ? header[0] : header;
    if (!text) return undefined;
    const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
    return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_S) : undefined;
}

/** Along with what is for a member's followers goes which of them live there, so that both servers know the same. */
async function whoFollowsThere(
    db: Database,
    { inbox, spoken: { accountId, body } }: Claim,
    sender: Sender,
): Promise<Record<string, string>> {
    const { followersUrl } = sender;
    if (followersUrl === null || !body.includes(JSON.stringify(followersUrl))) return {};
    const digests = await (sender.digests ??= followerDigests(db, accountId));
    const digest = digests.get(new URL(inbox).origin);
    if (digest === undefined) return {};
    const url = `${followersUrl}/synchronization`;
    return { [SYNCHRONIZATION]: synchronizationHeader({ collectionId: followersUrl, url, digest }) };
}

async function findSender(db: Database, accountId: string): Promise<Sender | undefined> {
    if (accountId === SERVER)
        return { key: await instanceSigner(db), followersUrl: null, digests: undefined };
    const cached = senders.get(accountId);
    if (cached) return cached;
    const isOurs = and(
        eq(accountKeys.accountId, accountId),
        eq(accountKeys.kind, 'rsa'),
        isNotNull(accountKeys.privatePem),
    );
    const [row] = await db
        .select({
            keyId: accountKeys.keyId,
            privatePem: accountKeys.privatePem,
            followersUrl: accounts.followersUrl,
        })
        .from(accountKeys)
        .innerJoin(accounts, eq(accounts.id, accountKeys.accountId))
        .where(isOurs);
    if (!row?.privatePem) return undefined;
    const { keyId, privatePem, followersUrl } = row;
    const sender = { key: { keyId, privatePem }, followersUrl, digests: undefined };
    senders.set(accountId, sender);
    return sender;
}
