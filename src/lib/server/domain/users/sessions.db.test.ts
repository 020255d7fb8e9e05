import { expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { readConfig, useConfig } from '$lib/server/config';
import { sessions, users } from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aToken } from '../../../../../tests/support/factories';
import { findTokenPrincipal } from '../oauth';
import { revokeAccess } from './revoke-access';
import { findSessionPrincipal, listSessions, openSession, readSessionToken, sessionCookie } from './sessions';

const db = await testDatabase();

async function aUser() {
    const account = await anAccount(db);
    const user = await db.query.users.findFirst({ where: eq(users.accountId, account.id) });
    return { account, userId: user!.id };
}

test('the cookie of a session speaks for its member, with everything a browser may do', async () => {
    const { account, userId } = await aUser();
    const { token, sessionId } = await openSession(db, userId);
    const found = await findSessionPrincipal(db, token);
    expect(found?.principal).toMatchObject({
        kind: 'user',
        viewer: { accountId: account.id, userId, sessionId, tokenId: null, username: account.username },
    });
    const cookie = sessionCookie(db, token);
    expect(cookie).toMatchObject({
        value: token,
        attributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    });
    expect(readSessionToken(db, `a=b; ${cookie.name}=${token}`)).toBe(token);
});

test('the database never holds what the cookie holds', async () => {
    const { userId } = await aUser();
    const { token } = await openSession(db, userId);
    expect(JSON.stringify(await db.select().from(sessions))).not.toContain(token);
    expect(await findSessionPrincipal(db, (await db.query.sessions.findFirst())!.id)).toBeUndefined();
});

test('a session that ended or expired speaks for nobody', async () => {
    const { userId } = await aUser();
    const ended = await openSession(db, userId);
    expect(await revokeAccess(db, userId, { sessionId: ended.sessionId })).toBe(true);
    expect(await findSessionPrincipal(db, ended.token)).toBeUndefined();
    const expired = await openSession(db, userId);
    await db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) });
    expect(await findSessionPrincipal(db, expired.token)).toBeUndefined();
});

test('a session in use past half of its life is extended, and says so', async () => {
    const { userId } = await aUser();
    const { token } = await openSession(db, userId);
    expect((await findSessionPrincipal(db, token))?.renewed).toBe(false);
    await db.update(sessions).set({ expiresAt: new Date(Date.now() + 86_400_000) });
    expect((await findSessionPrincipal(db, token))?.renewed).toBe(true);
    expect((await findSessionPrincipal(db, token))?.renewed).toBe(false);
});

test('nobody ends the session of somebody else', async () => {
    const { userId } = await aUser();
    const { token, sessionId } = await openSession(db, userId, { userAgent: 'A browser', ip: '192.0.2.1' });
    expect(await revokeAccess(db, (await aUser()).userId, { sessionId })).toBe(false);
    expect(await findSessionPrincipal(db, token)).toBeDefined();
    expect(await listSessions(db, userId)).toMatchObject([{ userAgent: 'A browser', ip: '192.0.2.1' }]);
});

test('ending everything ends every session and every token of the member, and of nobody else', async () => {
    const { account, userId } = await aUser();
    const other = await aUser();
    const { token: cookie } = await openSession(db, userId);
    const token = await aToken(db, account);
    const otherToken = await aToken(db, other.account);
    await revokeAccess(db, userId, 'everything');
    expect(await findSessionPrincipal(db, cookie)).toBeUndefined();
    expect(await findTokenPrincipal(db, token)).toEqual({ kind: 'revoked' });
    expect(await findTokenPrincipal(db, otherToken)).toMatchObject({ kind: 'user' });
});

test.each([
    [{ disabledAt: new Date() }, 'disabled'],
    [{ confirmedAt: null }, 'unconfirmed'],
    [{ approvedAt: null }, 'unapproved'],
    [{ mustChangePassword: true }, 'password-not-own'],
])('a member with %o is known, but may not act', async (change, reason) => {
    const { userId } = await aUser();
    const { token } = await openSession(db, userId);
    await db.update(users).set(change);
    expect((await findSessionPrincipal(db, token))?.principal).toMatchObject({ kind: 'barred', reason });
});

test('on https the cookie has the prefix that keeps sub-domains and plain http from setting it', () => {
    useConfig(readConfig({ ATOLL_ORIGIN: 'https://atoll.test' }));
    expect(sessionCookie(db, 'token')).toMatchObject({
        name: '__Host-atoll_session',
        attributes: { secure: true, httpOnly: true, path: '/' },
    });
    expect(sessionCookie(db, 'token').attributes).not.toHaveProperty('domain');
    expect(readSessionToken(db, 'atoll_session=planted')).toBeUndefined();
    useConfig(readConfig({}));
});
