import type { Queryable } from '../db';
import { enqueue } from '../jobs';

/** The queue in which letters wait to be written and sent. */
export const MAILS = 'mails';

/**
 * What a mail is about, in ids and in what somebody typed, never with a secret: links and their tokens are made when the
 * mail is written. Whom it reaches, and whether it reaches anybody, is looked up then as well; so asking takes the same
 * time for an address that is known and for one that is not.
 */
export type Letter =
    /** Prove the address that waits for it. */
    | { about: 'confirmation'; userId: string }
    /** Somebody typed an address and wants that link again. */
    | { about: 'confirmation-again'; email: string }
    /** Somebody typed an address and says they forgot its password. */
    | { about: 'password-reset'; email: string }
    | { about: 'password-changed'; userId: string }
    /** Told to the former address as well as to the new one. */
    | { about: 'address-changed'; userId: string; to: string }
    | { about: 'two-factor-changed'; userId: string; enabled: boolean }
    | { about: 'passkey-added'; userId: string; name: string }
    /** Somebody signed in from a browser that was not seen before; `at` is ISO 8601. */
    | { about: 'new-device'; userId: string; userAgent: string; ip: string; at: string };

/** Has a letter written and sent, once the transaction of `db` holds; it survives a crash and is tried again. */
export async function sendMail(db: Queryable, letter: Letter): Promise<void> {
    await enqueue(db, MAILS, [letter]);
}
