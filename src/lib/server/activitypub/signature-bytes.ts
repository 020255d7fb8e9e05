import { sign, verify, type KeyObject } from 'node:crypto';
import { publicKeyOf } from './keys';

/** Signs with what the key is made for: RSASSA-PKCS1-v1_5 over SHA-256, or Ed25519. */
export function signBytes(key: KeyObject, base: Buffer): Buffer {
    return sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', base, key);
}

/** Whether `signature` over `base` was made with the private half of `publicPem`. The key decides the algorithm. */
export function verifyBytes(publicPem: string, hash: string, base: Buffer, signature: Buffer): boolean {
    const key = publicKeyOf(publicPem);
    if (!key) return false;
    return verify(key.asymmetricKeyType === 'ed25519' ? null : hash, base, key, signature);
}
