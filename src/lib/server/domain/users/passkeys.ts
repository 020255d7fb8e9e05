import { and, asc, eq } from 'drizzle-orm';
import {
    generateAuthenticationOptions,
    generateRegistrationOptions,
    verifyAuthenticationResponse,
    verifyRegistrationResponse,
    type AuthenticationResponseJSON,
    type AuthenticatorTransport,
    type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { config } from '../../config';
import { inTransaction, type Queryable } from '../../db';
import { passkeys, users } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { log } from '../../log';
import { sendMail } from '../../mail';
import { beginProof, finishProof } from './begun-proofs';
import { MembershipRefused } from './member-fields';
import { verifyPassword } from './passwords';

const NAME_LENGTH = 60;
/** Passkeys of one member. */
const MOST = 20;
/** What the key of a passkey can be: Ed25519, P-256, RSA, as COSE numbers them. */
const ALGORITHMS = [-8, -7, -257];

/** A passkey as its owner sees it. */
export interface Passkey {
    id: string;
    name: string;
    createdAt: Date;
    lastUsedAt: Date | null;
}

/** A member's passkeys, the oldest first. */
export function listPasskeys(db: Queryable, userId: string): Promise<Passkey[]> {
    return db
        .select({
            id: passkeys.id,
            name: passkeys.name,
            createdAt: passkeys.createdAt,
            lastUsedAt: passkeys.lastUsedAt,
        })
        .from(passkeys)
        .where(eq(passkeys.userId, userId))
        .orderBy(asc(passkeys.createdAt));
}

/**
 * What the browser needs to make a passkey (WebAuthn level 3, 5.4). Asked for with the password: whoever finds a browser
 * signed in must not give themselves a way back.
 * @throws MembershipRefused (`current`), Unprocessable when there are too many
 */
export async function beginPasskey(
    db: Queryable,
    { userId, username }: { userId: string; username: string },
    current: string,
) {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    if (!(await verifyPassword(user?.passwordHash, current)))
        throw new MembershipRefused({ current: 'ERR_INVALID' });
    const held = await db.select().from(passkeys).where(eq(passkeys.userId, userId));
    if (held.length >= MOST) throw new Unprocessable('There are too many passkeys');
    return generateRegistrationOptions({
        rpName: config().domain,
        rpID: relyingParty(),
        userName: username,
        userID: new Uint8Array(Buffer.from(userId)),
        challenge: await newChallenge(db, 'passkey-add', userId),
        excludeCredentials: held.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
    });
}

/**
 * Keeps the passkey that the browser made.
 * @throws Unprocessable `passkey-failed`
 */
export async function addPasskey(
    db: Queryable,
    userId: string,
    { response, name }: { response: RegistrationResponseJSON; name: string },
): Promise<void> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: async (challenge) =>
            (await finishProof(db, 'passkey-add', challenge))?.userId === userId,
        expectedOrigin: config().origin,
        expectedRPID: relyingParty(),
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
    }).catch(failed);
    if (!verified || !registrationInfo) throw new Unprocessable('passkey-failed');
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    const shownName = nameOf(name) || 'Passkey';
    await inTransaction(db, async (tx) => {
        const added = await tx
            .insert(passkeys)
            .values({
                id,
                userId,
                name: shownName,
                publicKey: Buffer.from(publicKey).toString('base64url'),
                counter,
                transports: transports ?? [],
            })
            .onConflictDoNothing()
            .returning({ id: passkeys.id });
        if (added.length === 0) throw new Unprocessable('passkey-failed');
        await sendMail(tx, { about: 'passkey-added', userId, name: shownName });
    });
}

/** @throws NotFound, also for the passkey of another member */
export async function renamePasskey(db: Queryable, userId: string, id: string, name: string): Promise<void> {
    const renamed = await db
        .update(passkeys)
        .set({ name: nameOf(name) || 'Passkey' })
        .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
        .returning({ id: passkeys.id });
    if (renamed.length === 0) throw new NotFound();
}

/** Takes a passkey away; one that is gone is no error, that of another member is left alone. */
export async function removePasskey(db: Queryable, userId: string, id: string): Promise<void> {
    await db.delete(passkeys).where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)));
}

/** What a browser needs to sign somebody in who has not said who they are. */
export async function beginPasskeySignIn(db: Queryable) {
    return generateAuthenticationOptions({
        rpID: relyingParty(),
        userVerification: 'required',
        challenge: await newChallenge(db, 'passkey-sign-in', null),
    });
}

/**
 * Whose passkey answered. The passkey has asked for a finger, a face or a PIN: it is both steps at once.
 * @throws Unprocessable `passkey-failed`
 */
export async function findPasskeyOwner(db: Queryable, response: AuthenticationResponseJSON): Promise<string> {
    const [held] = await db.select().from(passkeys).where(eq(passkeys.id, response.id));
    if (!held) throw new Unprocessable('passkey-failed');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: async (challenge) =>
            (await finishProof(db, 'passkey-sign-in', challenge)) !== undefined,
        expectedOrigin: config().origin,
        expectedRPID: relyingParty(),
        requireUserVerification: true,
        credential: {
            id: held.id,
            publicKey: new Uint8Array(Buffer.from(held.publicKey, 'base64url')),
            counter: held.counter,
            transports: held.transports as AuthenticatorTransport[],
        },
    }).catch(failed);
    if (!verified || !authenticationInfo) throw new Unprocessable('passkey-failed');
    // A copy of the passkey would count from where it was copied.
    const counted = await db
        .update(passkeys)
        .set({ counter: authenticationInfo.newCounter, lastUsedAt: new Date() })
        .where(and(eq(passkeys.id, held.id), eq(passkeys.counter, held.counter)))
        .returning({ userId: passkeys.userId });
    if (!counted[0]) throw new Unprocessable('passkey-failed');
    return counted[0].userId;
}

async function newChallenge(
    db: Queryable,
    purpose: 'passkey-add' | 'passkey-sign-in',
    userId: string | null,
) {
    return new Uint8Array(Buffer.from(await beginProof(db, purpose, userId), 'base64url'));
}

/** The configured host, whatever a request says: passkeys are bound to it. */
function relyingParty(): string {
    return new URL(config().origin).hostname;
}

const nameOf = (name: string) => name.trim().slice(0, NAME_LENGTH);

/** What a browser sent may be anything; what exactly was wrong with it is for the log. */
function failed(cause: unknown): { verified: false; registrationInfo?: never; authenticationInfo?: never } {
    log.info({ err: cause }, 'A passkey was refused');
    return { verified: false };
}
