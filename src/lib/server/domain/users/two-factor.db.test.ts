import { TOTP, Secret } from 'otpauth';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { recoveryCodes, users } from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { beginProof, findBegunProof, finishProof } from './begun-proofs';
import { changePassword } from './change-password';
import { createMember } from './create-member';
import { findSignInCandidate } from './sign-in';
import { findSessionPrincipal } from './sessions';
import {
    beginTwoFactor,
    disableTwoFactor,
    enableTwoFactor,
    findTwoFactor,
    renewRecoveryCodes,
    resetTwoFactor,
    useSecondStep,
} from './two-factor';

const db = await testDatabase();
const PASSWORD = 'correct horse';

async function aMember() {
    const { userId } = await createMember(db, {
        username: 'ana',
        email: 'ana@example.test',
        password: PASSWORD,
        confirmed: true,
        approved: true,
    });
    return userId;
}

const codeOf = (secret: string, at = Date.now()) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** A member with a second step, whose app's code of this moment is not used up. */
async function withTwoFactor() {
    const userId = await aMember();
    const { secret } = await beginTwoFactor(db, userId, PASSWORD);
    const codes = await enableTwoFactor(db, userId, codeOf(secret));
    await db.update(users).set({ totpLastStep: 0 });
    return { userId, secret, codes };
}

describe('the second step', () => {
    test('is begun with the password and on with a code, whose key an app can scan', async () => {
        const userId = await aMember();
        await expect(beginTwoFactor(db, userId, 'wrong')).rejects.toMatchObject({
            refusals: { current: 'ERR_INVALID' },
        });
        const { secret, uri } = await beginTwoFactor(db, userId, PASSWORD);
        expect(uri).toMatch(/^otpauth:\/\/totp\/.*secret=/);
        expect(await findTwoFactor(db, userId)).toEqual({ enabled: false, recoveryCodesLeft: 0 });
        await expect(enableTwoFactor(db, userId, '000000')).rejects.toMatchObject({
            refusals: { code: 'ERR_INVALID' },
        });
        await enableTwoFactor(db, userId, codeOf(secret));
        expect(await findTwoFactor(db, userId)).toEqual({ enabled: true, recoveryCodesLeft: 10 });
        expect((await findSignInCandidate(db, 'ana'))?.twoFactor).toBe(true);
    });

    // AUTH-21
    test('takes each code once, even of twenty who show it together, and none of before', async () => {
        const { userId, secret } = await withTwoFactor();
        const earlier = codeOf(secret, Date.now() - 30_000);
        const code = codeOf(secret);
        const tries = await Promise.all(Array.from({ length: 20 }, () => useSecondStep(db, userId, code)));
        expect(tries.filter(Boolean)).toHaveLength(1);
        expect(await useSecondStep(db, userId, code)).toBe(false);
        expect(await useSecondStep(db, userId, earlier)).toBe(false);
    });

    test('allows for a clock that is half a minute off, and not for two minutes', async () => {
        const { userId, secret } = await withTwoFactor();
        expect(await useSecondStep(db, userId, codeOf(secret, Date.now() - 120_000))).toBe(false);
        expect(await useSecondStep(db, userId, codeOf(secret, Date.now() - 30_000))).toBe(true);
    });

    // AUTH-21
    test('takes each recovery code once, however it is typed, and keeps none as it is', async () => {
        const { userId, codes } = await withTwoFactor();
        expect(new Set(codes).size).toBe(10);
        const [code = ''] = codes;
        expect(JSON.stringify(await db.select().from(recoveryCodes))).not.toContain(code);
        expect(await useSecondStep(db, userId, code.toUpperCase().replace('-', ' '))).toBe(true);
        expect(await useSecondStep(db, userId, code)).toBe(false);
        expect(await findTwoFactor(db, userId)).toMatchObject({ recoveryCodesLeft: 9 });
    });

    test('has new recovery codes for the password, and the old ones are void', async () => {
        const { userId, codes } = await withTwoFactor();
        await expect(renewRecoveryCodes(db, userId, 'wrong')).rejects.toThrow();
        const fresh = await renewRecoveryCodes(db, userId, PASSWORD);
        expect(await useSecondStep(db, userId, codes[0] ?? '')).toBe(false);
        expect(await useSecondStep(db, userId, fresh[0] ?? '')).toBe(true);
    });

    // AUTH-21
    test('goes with the password alone, or by the operator', async () => {
        const { userId, codes } = await withTwoFactor();
        await expect(disableTwoFactor(db, userId, 'wrong')).rejects.toThrow();
        expect((await findTwoFactor(db, userId)).enabled).toBe(true);
        expect(await resetTwoFactor(db, userId)).toBe(true);
        expect(await findTwoFactor(db, userId)).toEqual({ enabled: false, recoveryCodesLeft: 0 });
        expect(await useSecondStep(db, userId, codes[0] ?? '')).toBe(false);
        expect(await resetTwoFactor(db, userId)).toBe(false);
    });

    test('survives another password', async () => {
        const { userId } = await withTwoFactor();
        await changePassword(db, userId, { current: PASSWORD, password: 'another horse' });
        expect((await findTwoFactor(db, userId)).enabled).toBe(true);
    });
});

describe('a proof that was begun', () => {
    test('is finished once, within its time and for its purpose alone', async () => {
        const userId = await aMember();
        const secret = await beginProof(db, 'second-step', userId);
        expect(await findBegunProof(db, 'passkey-add', secret)).toBeUndefined();
        expect(await findBegunProof(db, 'second-step', secret)).toEqual({ userId });
        const ends = await Promise.all([1, 2, 3].map(() => finishProof(db, 'second-step', secret)));
        expect(ends.filter(Boolean)).toEqual([{ userId }]);
        const late = await beginProof(db, 'second-step', userId);
        await db.execute("UPDATE begun_proofs SET expires_at = now() - interval '1 second'");
        expect(await findBegunProof(db, 'second-step', late)).toBeUndefined();
        expect(await finishProof(db, 'second-step', late)).toBeUndefined();
    });

    test('is no session, and ends with the password it was begun with', async () => {
        const userId = await aMember();
        const secret = await beginProof(db, 'second-step', userId);
        expect(await findSessionPrincipal(db, secret)).toBeUndefined();
        await changePassword(db, userId, { current: PASSWORD, password: 'another horse' });
        expect(await findBegunProof(db, 'second-step', secret)).toBeUndefined();
        expect(await db.query.users.findFirst({ where: eq(users.id, userId) })).toBeDefined();
    });
});
