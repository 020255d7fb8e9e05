import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { LRUCache } from 'lru-cache';

export interface KeyPair {
    /** SPKI PEM, which goes into the actor document. */
    publicPem: string;
    /** PKCS #8 PEM. */
    privatePem: string;
}

const SMALLEST_MODULUS = 2048;
const LARGEST_MODULUS = 8192;

/** A new RSA-2048 pair, the one kind every server of the network can verify. Takes 50 to 500 ms of a thread. */
export async function newKeyPair(): Promise<KeyPair> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return { publicPem: publicKey, privatePem: privateKey };
}

/** A new Ed25519 pair, for integrity proofs. Takes a tenth of a millisecond. */
export async function newProofKeyPair(): Promise<KeyPair> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('ed25519', {
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return { publicPem: publicKey, privatePem: privateKey };
}

/** Parsing a PEM takes longer than verifying with it, and two thirds as long as signing. */
const publicKeys = new LRUCache<string, KeyObject>({ max: 5_000 });
const privateKeys = new LRUCache<string, KeyObject>({ max: 1_000 });

/**
 * The public key of a PEM, or undefined where it is none that signatures are verified with: RSA of 2048 to 8192 bits
 * (a longer one costs the verifier too much) or Ed25519.
 */
export function publicKeyOf(pem: string): KeyObject | undefined {
    const known = publicKeys.get(pem);
    if (known) return known;
    try {
        const key = createPublicKey(pem);
        if (!isUsable(key)) return undefined;
        publicKeys.set(pem, key);
        return key;
    } catch {
        return undefined;
    }
}

/** The private key of one of our own PEMs. */
export function privateKeyOf(pem: string): KeyObject {
    let key = privateKeys.get(pem);
    if (!key) privateKeys.set(pem, (key = createPrivateKey(pem)));
    return key;
}

function isUsable(key: KeyObject): boolean {
    if (key.asymmetricKeyType === 'ed25519') return true;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= SMALLEST_MODULUS && bits <= LARGEST_MODULUS;
}
