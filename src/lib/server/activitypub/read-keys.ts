import { multikeyOf, pemOfMultikey } from './multibase';
import { addressOf, dateOf, hasType, idOf, isObject, listOf, textOf, type Json } from './untrusted';

/** A key that an actor lists as its own, and what for. */
export interface KeyRecord {
    id: string;
    /** SPKI PEM. */
    publicPem: string;
    forRequests: boolean;
    forProofs: boolean;
    expiresAt: Date | undefined;
}

const MAX_KEYS = 10;

/**
 * The keys an actor lists: as `publicKey`, and as Multikeys under `authentication` and `assertionMethod` (FEP-521a), of
 * which Ed25519 ones are read. One that names another owner, or nobody, is none of the actor's.
 */
export function readKeys(json: Json, actorId: string): KeyRecord[] {
    const keys = new Map(readPublicKeys(json, actorId).map((key) => [key.id, key]));
    for (const [list, purpose] of PURPOSES)
        for (const key of readMultikeys(json, list, actorId)) {
            const known = keys.get(key.id) ?? { ...key, forRequests: false, forProofs: false };
            // One address stands for one key: of two, the one that is listed first.
            if (multikeyOf(known.publicPem) === multikeyOf(key.publicPem)) known[purpose] = true;
            keys.set(key.id, known);
        }
    return [...keys.values()];
}

const PURPOSES = [
    ['authentication', 'forRequests'],
    ['assertionMethod', 'forProofs'],
] as const;

/** Where a whole key may stand that other lists only name. */
const WITH_KEYS = ['verificationMethod', 'authentication', 'assertionMethod'];

function readPublicKeys(json: Json, actorId: string): KeyRecord[] {
    return listOf(json.publicKey)
        .filter(isObject)
        .slice(0, MAX_KEYS)
        .flatMap((key) => {
            const [id, publicPem, owner] = [
                addressOf(key.id),
                textOf(key.publicKeyPem, 10_000),
                idOf(key.owner),
            ];
            if (!id || !publicPem || (owner !== undefined && owner !== actorId)) return [];
            return { id, publicPem, forRequests: true, forProofs: false, expiresAt: undefined };
        });
}

type Multikey = Pick<KeyRecord, 'id' | 'publicPem' | 'expiresAt'>;

function readMultikeys(json: Json, list: string, actorId: string): Multikey[] {
    const whole = WITH_KEYS.flatMap((name) => listOf(json[name]).slice(0, MAX_KEYS)).filter(isObject);
    return listOf(json[list])
        .slice(0, MAX_KEYS)
        .flatMap((entry) => {
            const key = isObject(entry) ? entry : whole.find(({ id }) => id === entry);
            return (key && readMultikey(key, actorId)) ?? [];
        });
}

function readMultikey(key: Json, actorId: string): Multikey | undefined {
    const id = addressOf(key.id);
    if (!id || !hasType(key, 'Multikey') || key.controller !== actorId || key.revoked !== undefined)
        return undefined;
    const publicPem = typeof key.publicKeyMultibase === 'string' && pemOfMultikey(key.publicKeyMultibase);
    if (!publicPem) return undefined;
    const expiresAt = dateOf(key.expires);
    if (key.expires !== undefined && !expiresAt) return undefined;
    return { id, publicPem, expiresAt };
}
