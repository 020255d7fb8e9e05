/** Joining through an app where addresses have to be proven, as apps see it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import type { Token } from '$lib/mastodon-api/entities';
import type { ErrorBody } from '$lib/mastodon-api/errors';
import { users } from '$lib/server/db/schema';
import { changeSetting } from '$lib/server/domain/instance';
import { issueToken, registerApp } from '$lib/server/domain/oauth';
import { confirmEmail, createMember, forgetUnconfirmed, newMailToken } from '$lib/server/domain/users';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { startMailServer, type MailServer } from '../support/mail-server';

const db = await testDatabase();

const UNCONFIRMED = { error: 'Your login is missing a confirmed e-mail address' };

let server: MailServer;
let appToken: string;
beforeEach(async () => {
    server = await startMailServer();
    useConfig(
        readConfig({
            ATOLL_ORIGIN: 'https://atoll.test',
            ATOLL_SMTP_URL: server.url,
            ATOLL_RATE_LIMITS: 'off',
        }),
    );
    await changeSetting(db, 'registrations', 'open');
    appToken = await tokenOfAnApp();
});
afterEach(() => server[Symbol.asyncDispose]());

async function tokenOfAnApp(): Promise<string> {
    const { app } = await registerApp(db, {
        name: 'A client',
        redirectUris: ['https://client.test/'],
        scopes: 'read write',
    });
    return (await issueToken(db, { appId: app.id, scopes: ['read', 'write'] })).token;
}

const join = (given: Record<string, string> = {}) =>
    ask<Token & ErrorBody>('POST', '/api/v1/accounts', {
        token: appToken,
        form: {
            username: 'ben',
            email: 'ben@example.test',
            password: 'correct horse',
            agreement: 'true',
            locale: 'en',
            ...given,
        },
    });
const verify = (token: string) => ask<ErrorBody>('GET', '/api/v1/accounts/verify_credentials', { token });
const isConfirmed = async (token: string) =>
    (await ask('GET', '/api/v1/emails/check_confirmation', { token })).body;

async function linkToken(address: string): Promise<string> {
    await runJobs();
    const { text } = await server.mailTo(address);
    return /https:\/\/atoll\.test\/auth\/confirm\?token=([\w-]{43})/.exec(text)?.[1] ?? '';
}

describe('somebody who joined', () => {
    test('may do nothing but wait until the link of the mail was opened', async () => {
        const { access_token: token } = (await join()).body;
        expect(await verify(token)).toMatchObject({ status: 403, body: UNCONFIRMED });
        expect(await isConfirmed(token)).toBe(false);
        expect(await confirmEmail(db, await linkToken('ben@example.test'))).toBe('confirmed');
        expect((await verify(token)).status).toBe(200);
        expect(await isConfirmed(token)).toBe(true);
    });

    test('opens the link twice without harm, and no link that was made up', async () => {
        await join();
        const link = await linkToken('ben@example.test');
        const outcomes = [await confirmEmail(db, link), await confirmEmail(db, link)];
        expect(outcomes).toEqual(['confirmed', 'confirmed-before']);
        expect(await confirmEmail(db, 'x'.repeat(43))).toBe('invalid');
    });

    test('has the mail sent again, to another address too, which makes the former link worthless', async () => {
        const { access_token: token } = (await join()).body;
        const former = await linkToken('ben@example.test');
        const { status } = await ask('POST', '/api/v1/emails/confirmations', {
            token,
            form: { email: 'ben@other.test' },
        });
        expect(status).toBe(200);
        const link = await linkToken('ben@other.test');
        expect(await confirmEmail(db, former)).toBe('invalid');
        expect(await confirmEmail(db, link)).toBe('confirmed');
        const again = await ask('POST', '/api/v1/emails/confirmations', { token });
        expect(again).toMatchObject({
            status: 403,
            body: { error: 'This method is only available while the e-mail is awaiting confirmation' },
        });
    });

    test('is not sent mail by an app they did not join through', async () => {
        await join();
        const token = await aToken(db, await anAccount(db));
        const { status, body } = await ask<ErrorBody>('POST', '/api/v1/emails/confirmations', { token });
        expect(status).toBe(403);
        expect(body.error).toMatch(/^This method is only available to the application/);
    });

    test('and never proved the address is forgotten after a week, with the name', async () => {
        await join();
        await forgetUnconfirmed(db);
        expect(await db.select().from(users)).toHaveLength(1);
        await db.update(users).set({ createdAt: new Date(Date.now() - 8 * 86_400_000) });
        await forgetUnconfirmed(db);
        expect(await db.select().from(users)).toHaveLength(0);
        expect((await join()).status).toBe(200);
    });
});

describe('an address', () => {
    const ana = { username: 'ana', email: 'ana@example.test', password: 'correct horse' };

    // AUTH-18
    test('of a member is answered like any other, and only its owner learns what was tried', async () => {
        await createMember(db, { ...ana, confirmed: true, approved: true });
        const known = await join({ username: 'eve', email: 'Ana@example.test' });
        const fresh = await join();
        const shape = ({ status, body }: Awaited<ReturnType<typeof join>>) => ({
            status,
            body: { ...body, access_token: '', created_at: 0 },
        });
        expect(shape(known)).toEqual(shape(fresh));
        expect((await verify(known.body.access_token)).body).toEqual(UNCONFIRMED);
        await runJobs();
        const told = await server.mailTo('Ana@example.test');
        expect(told.text).toContain('@ana@atoll.test');
        expect(told.text).not.toContain('token=');
    });

    test('that two wait for belongs to whoever proves it first', async () => {
        const one = (await join()).body.access_token;
        const link = await linkToken('ben@example.test');
        const other = (await join({ username: 'eve' })).body.access_token;
        const otherLink = await linkToken('ben@example.test');
        expect(await confirmEmail(db, link)).toBe('confirmed');
        expect(await confirmEmail(db, otherLink)).toBe('invalid');
        expect([(await verify(one)).status, (await verify(other)).status]).toEqual([200, 403]);
    });

    // AUTH-19
    test('is proven by a link of at most two days, for the address it was sent to', async () => {
        const { access_token: token } = (await join()).body;
        const [user] = await db.select().from(users);
        const foreign = await newMailToken(db, {
            userId: user!.id,
            purpose: 'confirm',
            email: 'eve@evil.test',
        });
        expect(await confirmEmail(db, foreign)).toBe('invalid');
        const link = await linkToken('ben@example.test');
        await db.execute("UPDATE mail_tokens SET expires_at = expires_at - interval '48 hours'");
        expect(await confirmEmail(db, link)).toBe('invalid');
        expect(await isConfirmed(token)).toBe(false);
    });

    test('needs no proof where no mail leaves the server, unless the operator asks for it', async () => {
        useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));
        expect((await verify((await join()).body.access_token)).status).toBe(200);
        await changeSetting(db, 'emailConfirmation', 'always');
        const { access_token: token } = (await join({ username: 'eve', email: 'eve@example.test' })).body;
        expect((await verify(token)).status).toBe(403);
    });

    // AUTH-18
    test('of a member is answered like any other where no proof is asked', async () => {
        useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));
        await createMember(db, { ...ana, confirmed: true, approved: true });
        const known = await join({ username: 'eve', email: ana.email });
        expect(known.status).toBe((await join()).status);
        expect((await verify(known.body.access_token)).status).toBe(200);
        const [owner] = await db.query.users.findMany({ where: (row, { eq }) => eq(row.email, ana.email) });
        const eve = await db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.username, 'eve') });
        expect(owner?.accountId).not.toBe(eve?.id);
    });

    // AUTH-20
    test.each([
        ['a list', 'a@x.test,b@evil.test'],
        ['in quotes', '"a b"@x.test'],
        ['with a route', 'a%b@x.test'],
        ['with a path', 'evil.test!a@x.test'],
        ['with a line end', 'a@x.test\r\nBcc: b@evil.test'],
        ['in brackets', 'Ana <a@x.test>'],
        ['of 400 characters', `${'a'.repeat(60)}@${'b.'.repeat(170)}test`],
    ])('that is %s is refused, and nothing is sent', async (_, email) => {
        const { status, body } = await join({ email });
        expect(status).toBe(422);
        expect(body.details).toHaveProperty('email');
        await runJobs();
        expect(server.mails).toHaveLength(0);
    });
});
