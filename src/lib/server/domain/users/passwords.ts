import { hash, verify } from '@node-rs/argon2';
import { ServiceUnavailable } from '../../errors';

/** Argon2id with OWASP's parameters, which are also the library's: 19 MiB, two passes, about 60 ms of a thread. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of a password nobody knows: checking against it takes as long as checking against a real one. */
const NOBODYS =
    '$argon2id$v=19$m=19456,t=2,p=1$8DuJXmoBA/g3zeGW9/RUpQ$o2piOWG9tjXzLbrpxzQHUbku1e/cz5CVGMP8Zk1k+lc';

/** Passwords have from 8 to 256 characters. */
export const PASSWORD_LENGTH = { min: 8, max: 256 } as const;

/** Hashing fills memory and threads: this many at once, this many in line, the rest is told to come back. */
const AT_ONCE = 2;
const IN_LINE = 100;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) {
        if (waiting.length >= IN_LINE) throw new ServiceUnavailable();
        // Whoever ends hands the place over, so `running` does not change in between.
        await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
        return await work();
    } finally {
        const next = waiting.shift();
        if (next) next();
        else running--;
    }
}

/** @throws ServiceUnavailable when far too many passwords wait to be hashed. */
export function hashPassword(password: string): Promise<string> {
    return inTurn(() => hash(password.normalize('NFKC'), PARAMETERS));
}

/**
 * Whether `password` is the one behind `passwordHash`. Without a hash (nobody has that name) it takes as long, and is
 * false.
 * @throws ServiceUnavailable
 */
export function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
    return inTurn(async () => {
        if (password.length > PASSWORD_LENGTH.max) return false;
        const matches = await verify(passwordHash ?? NOBODYS, password.normalize('NFKC')).catch(() => false);
        return matches && passwordHash !== undefined;
    });
}
