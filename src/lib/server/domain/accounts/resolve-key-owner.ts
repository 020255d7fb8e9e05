import { LRUCache } from 'lru-cache';
import { FetchAllowance } from '../../activitypub/fetch-allowance';
import { fetchDocument } from '../../activitypub/fetch-document';
import { readActor } from '../../activitypub/read-actor';
import { DocumentRefused, idOf, type Json } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import type { AccountRow } from './find-account';
import { instanceSigner } from './instance-actor';
import { isOurs, keepActor } from './resolve-account';

const MINUTE = 60_000;
const KEYS_PER_MINUTE = 60;

/** Keys that were asked for lately: not asked for again for a while, whether they fitted or not. */
const asked = new LRUCache<string, true>({ max: 20_000, ttl: 5 * MINUTE });
/** Keys that are being asked for: somebody new often sends several things in one moment. */
const asking = new Map<string, Promise<AccountRow>>();
const allowance = new FetchAllowance(KEYS_PER_MINUTE);

/**
 * Fetches whoever owns `keyId`, and keeps them with their keys. The owner's own document must list the key, and both
 * must be of one origin: a key document alone proves nothing. Each key is asked for once in five minutes at most.
 * @throws DocumentRefused, OutboundError
 */
export function resolveKeyOwner(db: Database, keyId: string): Promise<AccountRow> {
    let question = asking.get(keyId);
    if (!question) {
        question = askForOwner(db, keyId).finally(() => asking.delete(keyId));
        asking.set(keyId, question);
    }
    return question;
}

async function askForOwner(db: Database, keyId: string): Promise<AccountRow> {
    if (isOurs(keyId)) throw new DocumentRefused('not-ours-to-say');
    const { host, origin } = new URL(keyId);
    if (asked.has(keyId) || !allowance.spend(host)) throw new DocumentRefused('unavailable');
    asked.set(keyId, true);
    const signer = await instanceSigner(db);
    const document = await fetchDocument(withoutFragment(keyId), signer);
    const actor = readActor(isKey(document) ? await fetchDocument(ownerOf(document), signer) : document);
    if (new URL(actor.id).origin !== origin || !actor.keys.some(({ id }) => id === keyId))
        throw new DocumentRefused('not-ours-to-say');
    return keepActor(db, actor);
}

const isKey = (document: Json) =>
    (document.publicKeyPem ?? document.publicKeyMultibase) !== undefined && document.inbox === undefined;

function ownerOf(key: Json): string {
    const owner = idOf(key.owner ?? key.controller);
    if (!owner) throw new DocumentRefused('no-author');
    return owner;
}

function withoutFragment(address: string): string {
    const url = new URL(address);
    url.hash = '';
    return url.href;
}
