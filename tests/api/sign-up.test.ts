import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import type { CredentialAccount, Token } from '$lib/mastodon-api/entities';
import type { ErrorBody } from '$lib/mastodon-api/errors';
import { newId } from '$lib/server/db';
import { signUpBlocks, users } from '$lib/server/db/schema';
import { changeSetting } from '$lib/server/domain/instance';
import { issueToken, registerApp } from '$lib/server/domain/oauth';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';

const db = await testDatabase();
// One address signs up more people here than a stranger may.
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

const FORM = {
    username: 'ben',
    email: 'ben@example.test',
    password: 'correct horse',
    agreement: 'true',
    locale: 'de',
};

let token: string;
beforeEach(async () => {
    const { app } = await registerApp(db, {
        name: 'A client',
        redirectUris: ['https://client.test/'],
        scopes: 'read write',
    });
    ({ token } = await issueToken(db, { appId: app.id, scopes: ['read', 'write'] }));
});

const join = (given: Record<string, string> = {}) =>
    ask<Token & ErrorBody>('POST', '/api/v1/accounts', { token, form: { ...FORM, ...given } });
const verify = (userToken: string) =>
    ask<CredentialAccount & ErrorBody>('GET', '/api/v1/accounts/verify_credentials', { token: userToken });

describe('joining through an app', () => {
    test('where it is open gives a token that works at once', async () => {
        await changeSetting(db, 'registrations', 'open');
        const { status, body } = await join();
        expect(status).toBe(200);
        expect(body).toMatchObject({ token_type: 'Bearer', scope: 'read write' });
        expect((await verify(body.access_token)).body).toMatchObject({
            username: 'ben',
            acct: 'ben',
            source: { privacy: 'public' },
            role: { permissions: '65536' },
        });
    });

    test('where it needs approval gives a token that works once approved', async () => {
        const { body } = await join({ reason: 'I know Ana' });
        expect(await verify(body.access_token)).toMatchObject({
            status: 403,
            body: { error: 'Your login is currently pending approval' },
        });
        await db.update(users).set({ approvedAt: new Date() });
        expect((await verify(body.access_token)).status).toBe(200);
    });

    test('where it is closed is refused', async () => {
        await changeSetting(db, 'registrations', 'closed');
        expect(await join()).toMatchObject({ status: 403 });
        expect(await db.query.users.findMany()).toHaveLength(0);
    });

    test('is refused with a reason for every field', async () => {
        const { status, body } = await join({
            username: 'a b',
            email: 'ben@',
            password: 'short',
            agreement: 'false',
        });
        expect(status).toBe(422);
        expect(body.error).toMatch(/^Validation failed: /);
        expect(body.details).toMatchObject({
            username: [{ error: 'ERR_INVALID', description: expect.any(String) }],
            email: [{ error: 'ERR_INVALID' }],
            password: [{ error: 'ERR_TOO_SHORT' }],
            agreement: [{ error: 'ERR_ACCEPTED' }],
            reason: [{ error: 'ERR_BLANK' }],
        });
    });

    test('is not for those who are members already', async () => {
        const member = await aToken(db, await anAccount(db));
        const { status } = await ask('POST', '/api/v1/accounts', { token: member, form: FORM });
        expect(status).toBe(403);
    });

    test.each([
        ['a mail domain', 'email-domain', 'example.test', 'email'],
        ['a domain above it', 'email-domain', 'test', 'email'],
        ['a name', 'username', 'ben', 'username'],
    ] as const)('is refused to %s that moderators have blocked', async (_, kind, value, field) => {
        await changeSetting(db, 'registrations', 'open');
        await db.insert(signUpBlocks).values({ id: newId(), kind, value });
        expect((await join()).body.details).toMatchObject({ [field]: [{ error: 'ERR_BLOCKED' }] });
        await db.update(signUpBlocks).set({ expiresAt: new Date(Date.now() - 1) });
        expect((await join()).status).toBe(200);
    });

    test('from a network under watch needs approval, from a blocked one it is refused', async () => {
        await changeSetting(db, 'registrations', 'open');
        await changeSetting(db, 'reasonRequired', false);
        const block = { id: newId(), kind: 'ip' as const, value: '127.0.0.0/8' };
        await db.insert(signUpBlocks).values({ ...block, severity: 'approval' });
        const { body } = await join();
        expect((await verify(body.access_token)).status).toBe(403);
        await db.update(signUpBlocks).set({ severity: 'sign-up' }).where(eq(signUpBlocks.id, block.id));
        expect((await join({ username: 'cleo', email: 'cleo@example.test' })).status).toBe(403);
    });
});

test('six strangers from one address in half an hour are one too many', async () => {
    useConfig(readConfig({}));
    for (let i = 0; i < 5; i++) expect((await join({ username: '' })).status).toBe(422);
    const { status, headers } = await join();
    expect(status).toBe(429);
    expect(headers.get('x-ratelimit-limit')).toBe('5');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

test('deleting, also boosts, is counted apart from asking', async () => {
    useConfig(readConfig({}));
    const member = await aToken(db, await anAccount(db));
    const limits = async (method: 'POST' | 'DELETE', path: string) =>
        (await ask(method, path, { token: member })).headers.get('x-ratelimit-limit');
    expect(await limits('POST', '/api/v1/statuses/1/favourite')).toBe('300');
    for (let i = 0; i < 15; i++) {
        expect((await ask('DELETE', '/api/v1/statuses/1', { token: member })).status).toBe(404);
        expect((await ask('POST', '/api/v1/statuses/1/unreblog', { token: member })).status).toBe(404);
    }
    expect(await limits('DELETE', '/api/v1/statuses/1')).toBe('30');
    expect((await ask('POST', '/api/v1/statuses/1/unreblog', { token: member })).status).toBe(429);
    expect(
        (await ask('GET', '/api/v1/preferences', { token: member })).headers.get('x-ratelimit-limit'),
    ).toBe('300');
});
