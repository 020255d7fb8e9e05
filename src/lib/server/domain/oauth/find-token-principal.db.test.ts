import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accounts, oauthTokens, roles, users } from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aToken } from '../../../../../tests/support/factories';
import { findTokenPrincipal } from './find-token-principal';

const db = await testDatabase();

async function aMember() {
    const account = await anAccount(db);
    const token = await aToken(db, account);
    const principal = await findTokenPrincipal(db, token);
    if (principal?.kind !== 'user') throw new Error('No member was made');
    return { token, viewer: principal.viewer };
}

test('who a token speaks for is read from the database once', async () => {
    const { token } = await aMember();
    const remembered = await findTokenPrincipal(db, token);
    expect(await findTokenPrincipal(db, token)).toBe(remembered);
});

test('what changes about a member, their token or their role holds from the next request on', async () => {
    const { token, viewer } = await aMember();
    const roleId = newId();
    await db.insert(roles).values({ id: roleId, name: 'Keeper', permissions: 1n, position: 5 });

    for (const [change, expected] of [
        [
            db.update(users).set({ locale: 'de' }).where(eq(users.id, viewer.userId)),
            { kind: 'user', viewer: { locale: 'de' } },
        ],
        [
            db.update(users).set({ roleId }).where(eq(users.id, viewer.userId)),
            { kind: 'user', viewer: { role: { name: 'Keeper', position: 5 } } },
        ],
        [
            db.update(roles).set({ position: 7 }).where(eq(roles.id, roleId)),
            { kind: 'user', viewer: { role: { position: 7 } } },
        ],
        [
            db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, viewer.userId)),
            { kind: 'barred', reason: 'disabled' },
        ],
        [db.update(users).set({ disabledAt: null }).where(eq(users.id, viewer.userId)), { kind: 'user' }],
        [
            db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, viewer.accountId)),
            { kind: 'barred', reason: 'suspended' },
        ],
        [
            db
                .update(oauthTokens)
                .set({ revokedAt: new Date() })
                .where(eq(oauthTokens.id, viewer.tokenId ?? '')),
            { kind: 'revoked' },
        ],
    ] as const) {
        await change;
        expect(await findTokenPrincipal(db, token)).toMatchObject(expected);
    }
});

test('a change within a transaction holds when it is committed, for every one of a hundred tokens', async () => {
    const members = await Promise.all(Array.from({ length: 100 }, aMember));
    await Promise.all(
        members.map(async ({ token, viewer }) => {
            await db.transaction((tx) =>
                tx.delete(oauthTokens).where(eq(oauthTokens.id, viewer.tokenId ?? '')),
            );
            expect(await findTokenPrincipal(db, token)).toBeUndefined();
        }),
    );
});
