import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { accounts, users } from '../../db/schema';
import { createToken, findTokenPrincipal } from '../oauth';
import { createMember, createOwner, deleteMember, findMember, listMembers, modifyMember } from '.';
import { testDatabase } from '../../../../../tests/support/database';

const db = await testDatabase();

const member = (username: string) =>
    createMember(db, {
        username,
        email: `${username}@example.test`,
        password: 'long enough',
        approved: true,
        confirmed: true,
    });

test('a member is found by name, with or without @ and case, and by e-mail address', async () => {
    const { userId } = await member('ana');
    for (const name of ['ana', '@Ana', 'ANA@example.test'])
        expect((await findMember(db, name)).userId).toBe(userId);
    await expect(findMember(db, 'nobody')).rejects.toThrow('There is no member "nobody"');
});

test('members are listed in the order they joined, page by page and by role', async () => {
    const [ana, ben] = [await member('ana'), await member('ben')];
    await createOwner(db, { username: 'owner', email: 'owner@example.test' });
    const first = await listMembers(db, { limit: 1 });
    expect(first.map(({ userId }) => userId)).toEqual([ana.userId]);
    const next = await listMembers(db, { limit: 1, after: first[0]?.accountId });
    expect(next.map(({ userId }) => userId)).toEqual([ben.userId]);
    expect((await listMembers(db, { limit: 9, role: 'owner' })).map(({ username }) => username)).toEqual([
        'owner',
    ]);
});

test('a password set by the operator ends all access and has to be replaced', async () => {
    const { userId, accountId } = await member('ana');
    const { token } = await createToken(db, { userId, scopes: ['read'], appName: 'Test' });
    expect(await findTokenPrincipal(db, token)).toMatchObject({ kind: 'user' });
    await modifyMember(db, { userId, accountId }, { password: 'another one', role: 'moderator' });
    expect(await findTokenPrincipal(db, token)).toEqual({ kind: 'revoked' });
    expect(await findMember(db, 'ana')).toMatchObject({ mustChangePassword: true, role: 'moderator' });
});

test('an address that somebody else has is refused', async () => {
    const ana = await member('ana');
    await member('ben');
    await expect(modifyMember(db, ana, { email: 'BEN@example.test' })).rejects.toThrow(
        'email has already been taken',
    );
});

test('the last owner can neither be disabled, nor demoted, nor deleted', async () => {
    const owner = await createOwner(db, { username: 'owner', email: 'owner@example.test' });
    const left = /without an owner/;
    await expect(modifyMember(db, owner, { disabled: true })).rejects.toThrow(left);
    await expect(modifyMember(db, owner, { role: 'admin' })).rejects.toThrow(left);
    await expect(deleteMember(db, owner)).rejects.toThrow(left);
    await modifyMember(db, await member('ana'), { role: 'owner' });
    await deleteMember(db, owner);
    await expect(findMember(db, 'owner')).rejects.toThrow();
});

test('who was deleted is hidden, leaves no address behind, and their name stays taken', async () => {
    const ana = await member('ana');
    await deleteMember(db, ana);
    const [account] = await db.select().from(accounts).where(eq(accounts.id, ana.accountId));
    expect(account).toMatchObject({ displayName: '', suspendedBy: 'local' });
    expect(await db.select().from(users).where(eq(users.id, ana.userId))).toEqual([]);
    await expect(member('ana')).rejects.toThrow('username has already been taken');
});

test('a token is not given for a scope that does not exist', async () => {
    const { userId } = await member('ana');
    await expect(
        createToken(db, { userId, scopes: ['read', 'everything'], appName: 'Test' }),
    ).rejects.toThrow('There is no scope "everything"');
});
