import { and, eq, isNull, lt } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { config } from '../../config';
import { inTransaction, type Queryable, type Transaction } from '../../db';
import { accounts, users } from '../../db/schema';
import { Conflict, NotFound } from '../../errors';
import { sendMail } from '../../mail';
import { dropBegunProofs } from './begun-proofs';
import { MembershipRefused } from './member-fields';
import { verifyPassword } from './passwords';
import { countRecoveryCodes, dropRecoveryCodes, newRecoveryCodes, useRecoveryCode } from './recovery-codes';

/** What apps for one-time codes agree on: six digits, every thirty seconds, SHA-1 (RFC 6238). */
const CODES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps a phone's clock may be off, either way. */
const TOLERANCE = 1;
/** 160 bits, what RFC 4226 recommends. */
const SECRET_BYTES = 20;

/** How a member's second step stands. */
export interface TwoFactor {
    enabled: boolean;
    recoveryCodesLeft: number;
}

/** The key for an app, to be scanned or typed. */
export interface TotpKey {
    secret: string;
    uri: string;
}

/** @throws NotFound */
export async function findTwoFactor(db: Queryable, userId: string): Promise<TwoFactor> {
    const { totpEnabledAt } = await userOf(db, userId);
    const enabled = totpEnabledAt !== null;
    return { enabled, recoveryCodesLeft: enabled ? await countRecoveryCodes(db, userId) : 0 };
}

/**
 * Begins to set up the second step: the key that the member's app needs. It holds once a code of it was shown; until then
 * the same key is given again.
 * @throws MembershipRefused (`current`) for a wrong password, Conflict where it is set up
 */
export async function beginTwoFactor(db: Queryable, userId: string, current: string): Promise<TotpKey> {
    await checkPassword(db, userId, current);
    const { username, ...user } = await userOf(db, userId);
    if (user.totpEnabledAt) throw new Conflict('Two-step sign-in is set up already');
    const secret = user.totpSecret ?? new Secret({ size: SECRET_BYTES }).base32;
    await db
        .update(users)
        .set({ totpSecret: secret })
        .where(and(eq(users.id, userId), isNull(users.totpEnabledAt)));
    return keyOf(username, secret);
}

/** The key that waits for its first code; undefined where nothing was begun. */
export async function findBegunTwoFactor(db: Queryable, userId: string): Promise<TotpKey | undefined> {
    const { username, totpSecret, totpEnabledAt } = await userOf(db, userId);
    return totpSecret && !totpEnabledAt ? keyOf(username, totpSecret) : undefined;
}

/**
 * Turns the second step on: the member's app shows the right code. Returns the recovery codes, which are told only now.
 * @throws MembershipRefused (`code`)
 */
export async function enableTwoFactor(db: Queryable, userId: string, code: string): Promise<string[]> {
    return inTransaction(db, async (tx) => {
        const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
        if (!user?.totpSecret || user.totpEnabledAt) throw new MembershipRefused({ code: 'ERR_INVALID' });
        const step = stepOf(user.totpSecret, code);
        if (step === undefined) throw new MembershipRefused({ code: 'ERR_INVALID' });
        const now = new Date();
        await tx
            .update(users)
            .set({ totpEnabledAt: now, totpLastStep: step, updatedAt: now })
            .where(eq(users.id, userId));
        await sendMail(tx, { about: 'two-factor-changed', userId, enabled: true });
        return newRecoveryCodes(tx, userId);
    });
}

/**
 * Turns it off.
 * @throws MembershipRefused (`current`) for a wrong password
 */
export async function disableTwoFactor(db: Queryable, userId: string, current: string): Promise<void> {
    await checkPassword(db, userId, current);
    await resetTwoFactor(db, userId);
}

/** Takes the second step away from a member who lost it, as the operator may. Returns whether there was one. */
export async function resetTwoFactor(db: Queryable, userId: string): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
        await tx
            .update(users)
            .set({ totpSecret: null, totpEnabledAt: null, totpLastStep: 0, updatedAt: new Date() })
            .where(eq(users.id, userId));
        await dropRecoveryCodes(tx, userId);
        await dropBegunProofs(tx, userId);
        if (!user?.totpEnabledAt) return false;
        await sendMail(tx, { about: 'two-factor-changed', userId, enabled: false });
        return true;
    });
}

/**
 * Makes recovery codes anew; those before are void.
 * @throws MembershipRefused (`current`) for a wrong password, Conflict where the second step is off
 */
export async function renewRecoveryCodes(db: Queryable, userId: string, current: string): Promise<string[]> {
    await checkPassword(db, userId, current);
    const { totpEnabledAt } = await userOf(db, userId);
    if (!totpEnabledAt) throw new Conflict('Two-step sign-in is not set up');
    return inTransaction(db, (tx) => newRecoveryCodes(tx, userId));
}

/** Whether `code` is what the member's app shows, or one of their recovery codes; either is used up by it. */
export async function useSecondStep(db: Queryable, userId: string, code: string): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const [user] = await tx.select().from(users).where(eq(users.id, userId));
        if (!user?.totpSecret || !user.totpEnabledAt) return false;
        const step = stepOf(user.totpSecret, code);
        if (step === undefined) return useRecoveryCode(tx, userId, code);
        return useStep(tx, userId, step);
    });
}

/** One statement: of two who show the same code at once, one is in; and nobody is with a code of the past. */
async function useStep(tx: Transaction, userId: string, step: number): Promise<boolean> {
    const used = await tx
        .update(users)
        .set({ totpLastStep: step })
        .where(and(eq(users.id, userId), lt(users.totpLastStep, step)))
        .returning({ id: users.id });
    return used.length > 0;
}

/** The time step whose code this is, now or within the tolerance. */
function stepOf(secret: string, code: string): number | undefined {
    const digits = code.replace(/[\s-]/g, '');
    if (!/^\d{6}$/.test(digits)) return undefined;
    const timestamp = Date.now();
    const totp = new TOTP({ ...CODES, secret: Secret.fromBase32(secret) });
    const delta = totp.validate({ token: digits, timestamp, window: TOLERANCE });
    return delta === null ? undefined : Math.floor(timestamp / 1_000 / CODES.period) + delta;
}

function keyOf(username: string, secret: string): TotpKey {
    const { domain } = config();
    const uri = new TOTP({
        ...CODES,
        issuer: domain,
        label: `@${username}`,
        secret: Secret.fromBase32(secret),
    });
    return { secret, uri: uri.toString() };
}

async function checkPassword(db: Queryable, userId: string, current: string): Promise<void> {
    const { passwordHash } = await userOf(db, userId);
    if (!(await verifyPassword(passwordHash, current)))
        throw new MembershipRefused({ current: 'ERR_INVALID' });
}

async function userOf(db: Queryable, userId: string) {
    const [found] = await db
        .select({ user: users, username: accounts.username })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(eq(users.id, userId));
    if (!found) throw new NotFound();
    return { ...found.user, username: found.username };
}
