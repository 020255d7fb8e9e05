import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { SYNCHRONIZATION, synchronizationHeader } from '../../activitypub/collection-synchronization';
import { signRequest, type SignatureForm } from '../../activitypub/http-signature';
import { OutboundError } from '../../activitypub/outbound-error';
import { outboundFetch } from '../../activitypub/outbound-fetch';
import { ACTIVITY_JSON } from '../../activitypub/vocabulary';
import { byKeyInGroups, prepared, type Database } from '../../db';
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

interface Sender {
    keyId: string;
    privatePem: string;
    /** Null for what the server itself says. */
    followersUrl: string | null;
}

const DEADLINE = 15_000;
const LONGEST_RETRY_AFTER_S = 86_400;
/** What the followers of a member come to, by their origin. */
const digestsOf = new LRUCache<string, Promise<Map<string, string>>>({ max: 1_000, ttl: 60_000 });

/**
 * Sends one activity to one inbox, signed now. Where the signature is not accepted the other form is tried at once,
 * and the caller learns which one the host wanted.
 */
export async function send(db: Database, claim: Claim, preferred: SignatureForm): Promise<Outcome> {
    const sender = await findSender(db, claim.spoken.accountId);
    if (!sender) return { kind: 'impossible', reason: 'the signer is gone' };
    const { followersUrl, ...key } = sender;
    const signing = { ...key, covered: await whoFollowsThere(db, claim, followersUrl) };
    const first = await attempt(claim, signing, preferred);
    if (first.kind !== 'refused' || (first.status !== 401 && first.status !== 403)) return first;
    const second = await attempt(claim, signing, preferred === 'rfc9421' ? 'draft-cavage' : 'rfc9421');
    // A host that accepts neither may have trouble reading our key: that passes.
    if (second.kind === 'refused' && second.status === 401)
        return { kind: 'failed', reason: 'status 401', retryAfter: undefined };
    return second;
}

async function attempt(
    { inbox, spoken: { body } }: Claim,
    key: { keyId: string; privatePem: string; covered: Record<string, string> },
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
    followersUrl: string | null,
): Promise<Record<string, string>> {
    if (followersUrl === null || !body.includes(JSON.stringify(followersUrl))) return {};
    const digest = (await findDigests(db, accountId)).get(new URL(inbox).origin);
    if (digest === undefined) return {};
    const url = `${followersUrl}/synchronization`;
    return { [SYNCHRONIZATION]: synchronizationHeader({ collectionId: followersUrl, url, digest }) };
}

function findDigests(db: Database, accountId: string): Promise<Map<string, string>> {
    const known = digestsOf.get(accountId);
    if (known) return known;
    const found = followerDigests(db, accountId);
    found.catch(() => digestsOf.delete(accountId));
    digestsOf.set(accountId, found);
    return found;
}

async function findSender(db: Database, accountId: string): Promise<Sender | undefined> {
    return accountId === SERVER
        ? { ...(await instanceSigner(db)), followersUrl: null }
        : findMemberSender(db, accountId);
}

const findMemberSenders = prepared<Sender & { accountId: string }, { accountIds: readonly string[] }>(
    (parameter) => sql`
        select k.account_id as "accountId", k.key_id as "keyId", k.private_pem as "privatePem",
            a.followers_url as "followersUrl"
        from account_keys k join accounts a on a.id = k.account_id
        where k.account_id = any(${parameter('accountIds', 'bigint[]')}) and k.kind = 'rsa'
            and k.private_pem is not null`,
);

/** Nothing is remembered: after a change of keys nothing more is signed with the old ones, which nobody accepts any more. */
const findMemberSender = byKeyInGroups<Sender & { accountId: string }>(
    500,
    (db, accountIds) => findMemberSenders(db, { accountIds }),
    ({ accountId }) => accountId,
);
