import { createHash, randomBytes } from 'node:crypto';

/** What nobody guesses: 256 bits. Given out once; only its hash is kept. */
export function newSecret(): string {
    return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. Those hashed here are random and long: they need no salt and no slow hash. */
export function hashOf(secret: string): string {
    return createHash('sha256').update(secret).digest('base64url');
}
