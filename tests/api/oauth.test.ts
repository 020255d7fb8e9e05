import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type {
    Application,
    CredentialApplication,
    OauthServerMetadata,
    Token,
} from '$lib/mastodon-api/entities';
import { oauthGrants, oauthTokens, users } from '$lib/server/db/schema';
import { checkAuthorization, grantCode, OUT_OF_BAND } from '$lib/server/domain/oauth';
import { GET as metadata } from '../../src/routes/.well-known/oauth-authorization-server/+server';
import { ask } from '../support/api-routes';
import { call } from '../support/call-endpoint';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';

const db = await testDatabase();

const CALLBACK = 'https://client.test/callback?kind=a';
const VERIFIER = 'a'.repeat(64);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

interface OauthProblem {
    error: string;
    error_description: string;
}

async function anApp(given: Record<string, unknown> = {}): Promise<CredentialApplication> {
    const { status, body } = await ask<CredentialApplication>('POST', '/api/v1/apps', {
        json: { client_name: 'A client', redirect_uris: [CALLBACK], scopes: 'read write', ...given },
    });
    expect(status).toBe(200);
    return body;
}

async function userIdOf(account: { id: string }): Promise<string> {
    const user = await db.query.users.findFirst({ where: eq(users.accountId, account.id) });
    return user!.id;
}

/** What the consent page does when a member allows `app` in. */
async function aCode(app: CredentialApplication, { challenge }: { challenge?: string } = {}) {
    const account = await anAccount(db);
    const checked = await checkAuthorization(db, {
        responseType: 'code',
        clientId: app.client_id,
        redirectUri: CALLBACK,
        scope: 'read write',
        codeChallenge: challenge,
        codeChallengeMethod: challenge && 'S256',
    });
    if (checked.kind !== 'ask') throw new Error('The request was refused');
    return { account, code: await grantCode(db, await userIdOf(account), checked.request) };
}

const exchange = (app: CredentialApplication, code: string, given: Record<string, string> = {}) =>
    ask<Token & OauthProblem>('POST', '/oauth/token', {
        form: {
            grant_type: 'authorization_code',
            client_id: app.client_id,
            client_secret: app.client_secret,
            redirect_uri: CALLBACK,
            code,
            ...given,
        },
    });

const verify = (token: string) => ask('GET', '/api/v1/accounts/verify_credentials', { token });

describe('registering an app', () => {
    test('answers with its secret, once, and with its addresses in both forms', async () => {
        const app = await anApp({
            redirect_uris: `${CALLBACK}\n${OUT_OF_BAND}`,
            website: 'https://client.test',
        });
        expect(app).toMatchObject({
            name: 'A client',
            website: 'https://client.test',
            scopes: ['read', 'write'],
            redirect_uris: [CALLBACK, OUT_OF_BAND],
            redirect_uri: `${CALLBACK}\n${OUT_OF_BAND}`,
            client_secret_expires_at: 0,
        });
        const rows = JSON.stringify(await db.query.oauthApps.findMany());
        expect(rows).not.toContain(app.client_secret);
    });

    test('reads a form as it reads JSON, and asks for reading only when nothing is said', async () => {
        const { body } = await ask<CredentialApplication>('POST', '/api/v1/apps', {
            form: { client_name: 'Forms', 'redirect_uris[]': CALLBACK },
        });
        expect(body).toMatchObject({ name: 'Forms', redirect_uris: [CALLBACK], scopes: ['read'] });
    });

    test.each([
        ['no name', { client_name: ' ' }],
        ['no address', { redirect_uris: [] }],
        ['a relative address', { redirect_uris: ['/callback'] }],
        ['an address with a fragment', { redirect_uris: ['https://client.test/#a'] }],
        ['an address the browser would run', { redirect_uris: ['javascript:alert(1)'] }],
        ['a scope that does not exist', { scopes: 'read everything' }],
        ['a website that is no address', { website: 'javascript:alert(1)' }],
        ['a name that is a list', { client_name: ['a'] }],
        ['a name with NUL', { client_name: 'a\0b' }],
    ])('%s is refused', async (_, given) => {
        const { status } = await ask('POST', '/api/v1/apps', {
            json: { client_name: 'A', redirect_uris: [CALLBACK], ...given },
        });
        expect(status).toBe(422);
    });
});

describe('asking to be let in', () => {
    const asked = (app: CredentialApplication, given: object = {}) =>
        checkAuthorization(db, {
            responseType: 'code',
            clientId: app.client_id,
            redirectUri: CALLBACK,
            scope: 'read',
            ...given,
        });

    test.each([
        'https://client.test/callback',
        'https://client.test/callback?kind=a&more=b',
        'https://client.test/callback?kind=a#fragment',
        'https://client.test/callback/deeper?kind=a',
        'https://client.test:8443/callback?kind=a',
        'http://client.test/callback?kind=a',
        'https://client.test/x/../callback?kind=a',
        'https://client.test/callback%3Fkind=a',
        'https://evil.test/callback?kind=a',
        OUT_OF_BAND,
        undefined,
    ])('with the address %s ends on this site', async (redirectUri) => {
        expect(await asked(await anApp(), { redirectUri })).toMatchObject({ kind: 'refuse' });
    });

    test('as an app that nobody registered ends on this site', async () => {
        expect(await asked(await anApp(), { clientId: 'unknown' })).toMatchObject({ kind: 'refuse' });
        expect(await asked(await anApp(), { clientId: undefined })).toMatchObject({ kind: 'refuse' });
    });

    test.each([
        ['more than it registered', { scope: 'read admin:read' }, 'invalid_scope'],
        ['a scope that does not exist', { scope: 'read:everything' }, 'invalid_scope'],
        ['another kind of answer', { responseType: 'token' }, 'unsupported_response_type'],
        ['a plain challenge', { codeChallenge: CHALLENGE, codeChallengeMethod: 'plain' }, 'invalid_request'],
        ['a challenge of no method', { codeChallenge: CHALLENGE }, 'invalid_request'],
        [
            'a challenge that is no hash',
            { codeChallenge: 'a', codeChallengeMethod: 'S256' },
            'invalid_request',
        ],
    ])('for %s tells the app so, with its state', async (_, given, problem) => {
        const checked = await asked(await anApp(), { state: 'x y', ...given });
        expect(checked.kind).toBe('return');
        const address = new URL(checked.kind === 'return' ? checked.address : '');
        expect(address.origin + address.pathname).toBe('https://client.test/callback');
        expect(Object.fromEntries(address.searchParams)).toEqual({ kind: 'a', error: problem, state: 'x y' });
    });

    test('for a part of what it registered is fine', async () => {
        expect(await asked(await anApp(), { scope: 'read:statuses write:media' })).toMatchObject({
            kind: 'ask',
            request: { scopes: ['read:statuses', 'write:media'] },
        });
    });
});

describe('a code', () => {
    test('becomes a token of the member who allowed it, told to nobody who keeps it', async () => {
        const app = await anApp();
        const { account, code } = await aCode(app);
        const { status, headers, body } = await exchange(app, code);
        expect(status).toBe(200);
        expect(body).toMatchObject({ token_type: 'Bearer', scope: 'read write' });
        // It has no end that a client could wait for.
        expect(Object.keys(body).sort()).toEqual(['access_token', 'created_at', 'scope', 'token_type']);
        expect(body.created_at).toBeCloseTo(Date.now() / 1000, -1);
        expect(headers.get('cache-control')).toBe('no-store');
        expect((await verify(body.access_token)).body).toMatchObject({ id: account.id });
        expect(JSON.stringify(await db.select().from(oauthTokens))).not.toContain(body.access_token);
        expect(JSON.stringify(await db.select().from(oauthGrants))).not.toContain(code);
    });

    test('is taken as JSON and with Basic credentials too', async () => {
        const app = await anApp();
        const { code } = await aCode(app);
        const credentials = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
        const { status } = await ask('POST', '/oauth/token', {
            json: { grant_type: 'authorization_code', redirect_uri: CALLBACK, code },
            headers: { Authorization: `Basic ${credentials}` },
        });
        expect(status).toBe(200);
    });

    // AUTH-04
    test('shown a second time gives nothing, and takes back what it gave', async () => {
        const app = await anApp();
        const { code } = await aCode(app);
        const first = await exchange(app, code);
        const second = await exchange(app, code);
        expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
        expect((await verify(first.body.access_token)).status).toBe(401);
    });

    test('shown twenty times at once gives one token at most', async () => {
        const app = await anApp();
        const { code } = await aCode(app);
        const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(app, code)));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19);
        expect(await db.select().from(oauthTokens)).toHaveLength(1);
    });

    // AUTH-04
    test('of another app, for another address or past its time is no good', async () => {
        const app = await anApp();
        const other = await anApp();
        const { code } = await aCode(app);
        expect((await exchange(other, code)).body.error).toBe('invalid_grant');
        expect((await exchange(app, code, { redirect_uri: OUT_OF_BAND })).body.error).toBe('invalid_grant');
        await db.update(oauthGrants).set({ expiresAt: new Date(Date.now() - 1) });
        expect((await exchange(app, code)).body.error).toBe('invalid_grant');
    });

    // AUTH-05
    test('with a challenge needs its verifier, and has one try', async () => {
        const app = await anApp();
        const { code } = await aCode(app, { challenge: CHALLENGE });
        expect((await exchange(app, code, { code_verifier: 'b'.repeat(64) })).body.error).toBe(
            'invalid_grant',
        );
        expect((await exchange(app, code, { code_verifier: VERIFIER })).body.error).toBe('invalid_grant');
        const again = await aCode(app, { challenge: CHALLENGE });
        expect((await exchange(app, again.code)).body.error).toBe('invalid_grant');
        const right = await aCode(app, { challenge: CHALLENGE });
        expect((await exchange(app, right.code, { code_verifier: VERIFIER })).status).toBe(200);
        const none = await aCode(app);
        expect((await exchange(app, none.code, { code_verifier: VERIFIER })).body.error).toBe(
            'invalid_grant',
        );
    });
});

describe('the token endpoint', () => {
    test('gives an app a token of its own, which is no member', async () => {
        const app = await anApp();
        const { body } = await ask<Token>('POST', '/oauth/token', {
            form: {
                grant_type: 'client_credentials',
                client_id: app.client_id,
                client_secret: app.client_secret,
            },
        });
        expect(body.scope).toBe('read');
        const { access_token: token } = body;
        const own = await ask<Application>('GET', '/api/v1/apps/verify_credentials', { token });
        expect(own.body).toMatchObject({ name: 'A client' });
        expect(own.body).not.toHaveProperty('client_secret');
        expect(await verify(token)).toMatchObject({
            status: 422,
            body: { error: 'This method requires an authenticated user' },
        });
    });

    test.each([
        ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
        ['no secret', { client_secret: '' }, 401, 'invalid_client'],
        ['an unknown app', { client_id: 'unknown' }, 401, 'invalid_client'],
        ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
        ['no grant', { grant_type: '' }, 400, 'invalid_request'],
        ['more than registered', { scope: 'read push' }, 400, 'invalid_scope'],
        ['an unknown scope', { scope: 'everything' }, 400, 'invalid_scope'],
        [
            'a code that never was',
            { grant_type: 'authorization_code', redirect_uri: CALLBACK, code: 'x' },
            400,
            'invalid_grant',
        ],
        ['no code', { grant_type: 'authorization_code' }, 400, 'invalid_request'],
    ])('answers %s in the words of the protocol', async (_, given, status, error) => {
        const app = await anApp();
        const answer = await ask<OauthProblem>('POST', '/oauth/token', {
            form: {
                grant_type: 'client_credentials',
                client_id: app.client_id,
                client_secret: app.client_secret,
                ...given,
            },
        });
        expect(answer).toMatchObject({ status, body: { error } });
        expect(answer.body.error_description).toBeTruthy();
    });
});

describe('revoking', () => {
    test('ends a token at once, and again is no error', async () => {
        const app = await anApp();
        const { code } = await aCode(app);
        const { access_token: token } = (await exchange(app, code)).body;
        const credentials = { client_id: app.client_id, client_secret: app.client_secret, token };
        expect((await ask('POST', '/oauth/revoke', { form: credentials })).status).toBe(200);
        expect((await verify(token)).status).toBe(401);
        expect((await ask('POST', '/oauth/revoke', { form: credentials })).status).toBe(200);
        expect((await ask('POST', '/oauth/revoke', { form: { ...credentials, token: 'x' } })).status).toBe(
            200,
        );
    });

    // AUTH-07
    test('leaves the tokens of other apps alone', async () => {
        const app = await anApp();
        const token = await aToken(db, await anAccount(db));
        const { status } = await ask('POST', '/oauth/revoke', {
            form: { client_id: app.client_id, client_secret: app.client_secret, token },
        });
        expect(status).toBe(403);
        expect((await verify(token)).status).toBe(200);
    });
});

// AUTH-07
test('a token in the query or in the body is not looked at', async () => {
    const token = await aToken(db, await anAccount(db));
    const asked = await ask('GET', `/api/v1/accounts/verify_credentials?access_token=${token}`);
    expect(asked.status).toBe(401);
});

test('userinfo says who signed in, and asks for the scope', async () => {
    const account = await anAccount(db);
    const { body } = await ask('GET', '/oauth/userinfo', { token: await aToken(db, account, ['profile']) });
    expect(body).toMatchObject({ sub: account.uri, preferred_username: account.username });
    const refused = await ask('GET', '/oauth/userinfo', { token: await aToken(db, account, ['write']) });
    expect(refused.status).toBe(403);
});

test('the metadata names what the endpoints do', async () => {
    const { body } = await call<OauthServerMetadata>(metadata);
    expect(body.code_challenge_methods_supported).toEqual(['S256']);
    expect(body.grant_types_supported).toEqual(['authorization_code', 'client_credentials']);
    expect(body.scopes_supported).toContain('read:statuses');
});
