import { expect, test } from 'vitest';
import { accountKeys } from '$lib/server/db/schema';
import { FACTS } from '$lib/server/events';
import { testDatabase } from '../../../../../tests/support/database';
import { createMember, createOwner, hasMembers } from './create-member';
import { MembershipRefused, type Refusals } from './member-fields';
import { verifyPassword } from './passwords';

const db = await testDatabase();
const ana = { username: 'ana', email: 'ana@example.test', password: 'correct horse battery' };

async function refusalsOf(member: Partial<typeof ana>): Promise<Refusals> {
    const refused = await createMember(db, { ...ana, ...member }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MembershipRefused);
    return (refused as MembershipRefused).refusals;
}

test('a member has an account others can follow, keys to sign and to prove with, and a hashed password', async () => {
    expect(await hasMembers(db)).toBe(false);
    const { accountId, userId } = await createMember(db, { ...ana, username: 'Ana' });
    const account = await db.query.accounts.findFirst();
    const user = await db.query.users.findFirst();
    const [proofKey, key] = await db.query.accountKeys.findMany({ orderBy: accountKeys.kind });
    expect(account).toMatchObject({ id: accountId, username: 'ana', domain: null });
    expect(account?.inboxUrl).toBe(`${account?.uri}/inbox`);
    expect(key).toMatchObject({ accountId, keyId: `${account?.uri}#main-key` });
    expect(proofKey).toMatchObject({ accountId, keyId: `${account?.uri}#ed25519-key`, forProofs: true });
    for (const each of [key, proofKey]) expect(each?.privatePem).toContain('PRIVATE KEY');
    expect(user).toMatchObject({ id: userId, roleId: '4', confirmedAt: null, approvedAt: null });
    expect(user?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(user?.passwordHash, ana.password)).toBe(true);
    expect(await verifyPassword(user?.passwordHash, 'correct horse batterz')).toBe(false);
    expect(await hasMembers(db)).toBe(true);
    const facts = await db.$client`SELECT data FROM pgboss.job WHERE name = ${FACTS}`;
    expect(facts).toMatchObject([{ data: { type: 'account.created', accountId } }]);
});

test('names and addresses are never given twice, whatever their case', async () => {
    await createMember(db, ana);
    expect(await refusalsOf({ username: 'ANA', email: 'ANA@example.test' })).toEqual({
        username: 'ERR_TAKEN',
        email: 'ERR_TAKEN',
    });
});

test('of two who want one name at the same moment, one gets it', async () => {
    const both = await Promise.allSettled([
        createMember(db, ana),
        createMember(db, { ...ana, email: 'other@example.test' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await db.query.users.findMany()).toHaveLength(1);
});

test.each([
    ['', 'ERR_BLANK'],
    ['a b', 'ERR_INVALID'],
    ['ana@b', 'ERR_INVALID'],
    ['änne', 'ERR_INVALID'],
    ['a'.repeat(31), 'ERR_TOO_LONG'],
    ['admin', 'ERR_RESERVED'],
])('the username %j is refused: %s', async (username, reason) => {
    expect(await refusalsOf({ username })).toEqual({ username: reason });
});

test.each([
    '',
    'ana',
    'ana@',
    '@example.test',
    'a@x.test,b@evil.test',
    '"a b"@x.test',
    'a%b@x.test',
    'ana@example.test\r\nBcc: eve@evil.test',
    'ana@localhost',
    `${'a'.repeat(400)}@example.test`,
    'ana@exa mple.test',
    '<ana@example.test>',
])('the address %j is refused', async (email) => {
    expect(await refusalsOf({ email })).toHaveProperty('email');
});

test('a password has at least eight characters, and no more than 256', async () => {
    expect(await refusalsOf({ password: 'seven77' })).toEqual({ password: 'ERR_TOO_SHORT' });
    expect(await refusalsOf({ password: 'x'.repeat(257) })).toEqual({ password: 'ERR_TOO_LONG' });
});

test('the owner may have a reserved name, and must choose a password of their own', async () => {
    const { password } = await createOwner(db, { username: 'admin', email: 'me@example.test' });
    const user = await db.query.users.findFirst();
    expect(user).toMatchObject({ roleId: '1', mustChangePassword: true });
    expect(user?.approvedAt).toBeInstanceOf(Date);
    expect(await verifyPassword(user?.passwordHash, password)).toBe(true);
});
