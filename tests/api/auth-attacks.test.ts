/**
 * What somebody tries who wants in: the cases AUTH-01 to AUTH-11 that are about apps and tokens. Those about codes and
 * PKCE are in `oauth.test.ts`, scopes in `scopes.test.ts`, mail in `confirmation.test.ts`, and what needs a browser, its
 * cookies and forms in `tests/process/{members,security}.test.ts`.
 */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { CredentialApplication, Token, TokenInfo } from '$lib/mastodon-api/entities';
import { accounts, pushSubscriptions, users } from '$lib/server/db/schema';
import { newId } from '$lib/server/db';
import { checkAuthorization, findTokenPrincipal } from '$lib/server/domain/oauth';
import {
    changePassword,
    deleteMember,
    findSessionPrincipal,
    hashPassword,
    modifyMember,
    newMailToken,
    openSession,
    resetPassword,
    revokeOtherAccess,
} from '$lib/server/domain/users';
import { FACTS } from '$lib/server/events';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

const CALLBACK = 'https://client.test/callback?kind=a';

async function anApp(scopes = 'read'): Promise<CredentialApplication> {
    const { body } = await ask<CredentialApplication>('POST', '/api/v1/apps', {
        json: { client_name: 'A client', redirect_uris: [CALLBACK], scopes },
    });
    return body;
}

/** A member with a password, a browser, an app and a device that gets pushes. */
async function aMember() {
    const account = await anAccount(db);
    const [user] = await db
        .update(users)
        .set({ passwordHash: await hashPassword('the first password') })
        .where(eq(users.accountId, account.id))
        .returning();
    const { token: cookie, sessionId } = await openSession(db, user!.id);
    const token = await aToken(db, account);
    const principal = await findTokenPrincipal(db, token);
    const tokenId = principal?.kind === 'user' ? principal.viewer.tokenId : null;
    await db.insert(pushSubscriptions).values([
        {
            id: newId(),
            userId: user!.id,
            tokenId,
            endpoint: 'https://push.test/1',
            publicKey: 'k',
            auth: 'a',
        },
        {
            id: newId(),
            userId: user!.id,
            sessionId,
            endpoint: 'https://push.test/2',
            publicKey: 'k',
            auth: 'a',
        },
    ]);
    return { account, userId: user!.id, email: user!.email ?? '', cookie, sessionId, token, tokenId };
}

const me = async (token: string) =>
    (await ask('GET', '/api/v1/accounts/verify_credentials', { token })).status;
const facts = async () =>
    (await db.$client`SELECT data FROM pgboss.job WHERE name = ${FACTS}`).map(({ data }) => data as unknown);

// AUTH-01
describe('an address an app did not register is never led to:', () => {
    test.each([
        ['another site', 'https://evil.test/callback?kind=a'],
        ['a longer host', 'https://client.test.evil.test/callback?kind=a'],
        ['a path below', 'https://client.test/callback/more?kind=a'],
        ['a prefix of it', 'https://client.test/call'],
        ['another port', 'https://client.test:8443/callback?kind=a'],
        ['another scheme', 'http://client.test/callback?kind=a'],
        ['an added query', `${CALLBACK}&more=1`],
        ['no query', 'https://client.test/callback'],
        ['a fragment', `${CALLBACK}#fragment`],
        ['a way around', 'https://client.test/x/../callback?kind=a'],
        ['an encoded slash', 'https://client.test%2Fcallback?kind=a'],
        ['a user before the host', 'https://client.test@evil.test/callback?kind=a'],
        ['capitals', 'https://CLIENT.test/callback?kind=a'],
        ['none', undefined],
    ])('%s', async (_, redirectUri) => {
        const { client_id } = await anApp();
        const checked = await checkAuthorization(db, {
            responseType: 'code',
            clientId: client_id,
            redirectUri,
            scope: 'read',
        });
        expect(checked.kind).toBe('refuse');
    });
});

// AUTH-03
test('an app never gets more than it registered for, by whichever way it asks', async () => {
    const app = await anApp('read:accounts');
    for (const scope of ['write', 'read', 'read:accounts write:statuses', 'admin:read', 'everything']) {
        const checked = await checkAuthorization(db, {
            responseType: 'code',
            clientId: app.client_id,
            redirectUri: CALLBACK,
            scope,
        });
        expect(checked).toMatchObject({ kind: 'return', address: expect.stringContaining('invalid_scope') });
        const { status, body } = await ask<{ error: string }>('POST', '/oauth/token', {
            form: {
                grant_type: 'client_credentials',
                client_id: app.client_id,
                client_secret: app.client_secret,
                scope,
            },
        });
        expect([status, body.error]).toEqual([400, 'invalid_scope']);
    }
});

// AUTH-07
test('the token of an app is no member, and is told so', async () => {
    const app = await anApp('read write');
    const { body } = await ask<Token>('POST', '/oauth/token', {
        form: {
            grant_type: 'client_credentials',
            client_id: app.client_id,
            client_secret: app.client_secret,
            scope: 'read write',
        },
    });
    for (const path of ['/api/v1/timelines/home', '/api/v1/notifications', '/api/v1/tokens'])
        expect(await ask('GET', path, { token: body.access_token })).toMatchObject({
            status: 422,
            body: { error: 'This method requires an authenticated user' },
        });
});

describe('on a page for everybody', () => {
    test('a token nobody was given counts as none, one that was revoked is refused, as Mastodon has it', async () => {
        const { account, token, tokenId } = await aMember();
        const { id } = await aStatus(db, { by: account });
        const path = `/api/v1/statuses/${id}`;
        expect((await ask('GET', path, { token: 'never-given' })).status).toBe(200);
        expect((await ask('GET', path, { token })).status).toBe(200);
        await ask('POST', `/api/v1/tokens/${tokenId}/invalidate`, { token });
        expect(await ask('GET', path, { token })).toMatchObject({
            status: 401,
            body: { error: 'The access token was revoked' },
        });
    });
});

describe('the apps that have access', () => {
    test('are listed to their member with when they were used, and without their tokens', async () => {
        const { account, token, tokenId } = await aMember();
        const other = await aToken(db, account, ['read:statuses']);
        const { body } = await ask<TokenInfo[]>('GET', '/api/v1/tokens', { token });
        expect(body).toMatchObject([
            { scope: 'read:statuses', last_used: null, application: { name: 'A test app' } },
            { id: tokenId, scope: 'read write follow push', last_used: expect.any(String) },
        ]);
        expect(JSON.stringify(body)).not.toContain(other);
        const page = await ask<TokenInfo[]>('GET', '/api/v1/tokens?limit=1', { token });
        expect(page.headers.get('link')).toContain(`max_id=${body[0]?.id}`);
    });

    // AUTH-07
    test('are nobody else’s to look at or to end', async () => {
        const [ana, eve] = [await aMember(), await aMember()];
        for (const [method, path] of [
            ['GET', `/api/v1/tokens/${ana.tokenId}`],
            ['POST', `/api/v1/tokens/${ana.tokenId}/invalidate`],
            ['GET', '/api/v1/tokens/x'],
        ] as const)
            expect((await ask(method, path, { token: eve.token })).status).toBe(404);
        expect(await me(ana.token)).toBe(200);
    });
});

describe('access that ends', () => {
    // AUTH-10
    test('by the list takes the token, its sockets and its push with it, and nothing else', async () => {
        const { token, tokenId, userId, cookie } = await aMember();
        const { status } = await ask('POST', `/api/v1/tokens/${tokenId}/invalidate`, { token });
        expect(status).toBe(200);
        expect(await me(token)).toBe(401);
        expect(await findSessionPrincipal(db, cookie)).toBeDefined();
        expect(await db.select().from(pushSubscriptions)).toMatchObject([{ tokenId: null }]);
        expect(await facts()).toContainEqual({ type: 'access.revoked', userId, tokenId });
    });

    test('everywhere else leaves the browser one asks from', async () => {
        const { token, userId, cookie, sessionId } = await aMember();
        const other = await openSession(db, userId);
        await revokeOtherAccess(db, userId, sessionId);
        expect(await me(token)).toBe(401);
        expect(await findSessionPrincipal(db, other.token)).toBeUndefined();
        expect(await findSessionPrincipal(db, cookie)).toBeDefined();
        expect(await db.select().from(pushSubscriptions)).toMatchObject([{ sessionId }]);
    });

    type Member = Awaited<ReturnType<typeof aMember>>;
    const ids = ({ userId, account }: Member) => ({ userId, accountId: account.id });

    // AUTH-11
    test.each<[string, (member: Member) => Promise<unknown>]>([
        [
            'another password',
            ({ userId }) =>
                changePassword(db, userId, {
                    current: 'the first password',
                    password: 'the second password',
                }),
        ],
        [
            'a password reset by mail',
            async ({ userId, email }) =>
                resetPassword(
                    db,
                    await newMailToken(db, { userId, purpose: 'reset', email }),
                    'the second one',
                ),
        ],
        [
            'a reset by the operator',
            (member) => modifyMember(db, ids(member), { password: 'the second one' }),
        ],
        ['being disabled', (member) => modifyMember(db, ids(member), { disabled: true })],
        ['the end of a membership', (member) => deleteMember(db, ids(member))],
    ])('by %s ends in every browser, app, socket and device', async (_, end) => {
        const member = await aMember();
        await anAccount(db);
        await end(member);
        expect([401, 403]).toContain(await me(member.token));
        expect(await findSessionPrincipal(db, member.cookie)).toBeUndefined();
        expect(await db.select().from(pushSubscriptions)).toEqual([]);
        expect(await facts()).toContainEqual({ type: 'access.revoked', userId: member.userId });
    });

    // AUTH-11
    test('by suspension ends at once', async () => {
        const { account, token } = await aMember();
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, account.id));
        expect(await me(token)).toBe(403);
    });
});
