import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret, code or token nobody guesses: 256 bits. Given out once; only its hash is kept. */
export function newSecret(): string {
    return randomBytes(32).toString('base64url');
}

/** Secrets, codes and tokens are looked up and compared by this; they themselves are never stored. */
export function hashToken(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
}

/** Whether `secret` is the one behind `hash`, in a time that tells nothing. */
export function isSecretOf(hash: string, secret: string): boolean {
    const [one, other] = [Buffer.from(hashToken(secret)), Buffer.from(hash)];
    return one.length === other.length && timingSafeEqual(one, other);
}
