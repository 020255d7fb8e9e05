import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { users } from '$lib/server/db/schema';
import { FACTS } from '$lib/server/events';
import { testDatabase } from '../../../../../tests/support/database';
import { aToken } from '../../../../../tests/support/factories';
import { findTokenPrincipal } from '../oauth';
import { changePassword } from './change-password';
import { createMember } from './create-member';
import { findSessionPrincipal, openSession } from './sessions';
import { findSignInCandidate, isTheirPassword } from './sign-in';

const db = await testDatabase();

async function aMember(given: { mustChangePassword?: boolean } = {}) {
    return createMember(db, {
        username: 'ana',
        email: 'ana@example.test',
        password: 'the first password',
        confirmed: true,
        approved: true,
        ...given,
    });
}

test('another password ends every session and every token, and tells the sockets', async () => {
    const { userId, accountId } = await aMember();
    const { token } = await openSession(db, userId);
    const account = await db.query.accounts.findFirst({ where: (row, { eq: is }) => is(row.id, accountId) });
    const access = await aToken(db, account!);
    await changePassword(db, userId, { current: 'the first password', password: 'the second password' });
    expect(await findSessionPrincipal(db, token)).toBeUndefined();
    expect(await findTokenPrincipal(db, access)).toEqual({ kind: 'revoked' });
    const candidate = await findSignInCandidate(db, 'ana');
    expect(await isTheirPassword(candidate, 'the first password')).toBe(false);
    expect(await isTheirPassword(candidate, 'the second password')).toBe(true);
    const facts = await db.$client`SELECT data FROM pgboss.job WHERE name = ${FACTS}`;
    expect(facts.map(({ data }) => data as unknown)).toContainEqual({ type: 'access.revoked', userId });
});

test.each([
    ['a wrong present one', 'guess', 'the second password', { current: 'ERR_INVALID' }],
    ['the same again', 'the first password', 'the first password', { password: 'ERR_TAKEN' }],
    ['one that is too short', 'the first password', 'short', { password: 'ERR_TOO_SHORT' }],
])('with %s nothing changes', async (_, current, password, refusals) => {
    const { userId } = await aMember();
    await expect(changePassword(db, userId, { current, password })).rejects.toMatchObject({ refusals });
    expect(await isTheirPassword(await findSignInCandidate(db, 'ana'), 'the first password')).toBe(true);
});

test('whoever got a generated password is not asked for it again, and is free afterwards', async () => {
    const { userId } = await aMember({ mustChangePassword: true });
    await changePassword(db, userId, { current: '', password: 'one of my own' });
    const user = await db.query.users.findFirst({ where: eq(users.id, userId) });
    expect(user?.mustChangePassword).toBe(false);
});
