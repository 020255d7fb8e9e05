/** A stock Mastodon client library signs in, posts and reads, as any app would. */
import { createOAuthAPIClient, createRestAPIClient, type mastodon } from 'masto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from './support/browser';
import { freePort, startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const CALLBACK = 'https://client.test/callback';
const SCOPES = 'read write follow push';
const PASSWORD = 'a password of my own';

const data = await temporaryDirectory();
let server: ServerProcess;
let origin: string;
let masto: mastodon.rest.Client;

beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = await startServer({ dataDir: data.path, port, env: { ATOLL_ORIGIN: origin } });
    await server.ready();
    const [, shown = ''] = await server.said(/Sign in as "owner" with the password (\w{16})\n/);
    const browser = new Browser(origin);
    await browser.post('/auth/sign-in', { login: 'owner', password: shown });
    await browser.post('/auth/password', { password: PASSWORD });
    masto = createRestAPIClient({ url: origin, accessToken: await letIn(browser) });
});

afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await data[Symbol.asyncDispose]();
});

/** Registers the app, asks for consent in the browser, and exchanges the code. */
async function letIn(browser: Browser): Promise<string> {
    const app = await createRestAPIClient({ url: origin }).v1.apps.create({
        clientName: 'A client library',
        redirectUris: CALLBACK,
        scopes: SCOPES,
    });
    const address = `/oauth/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: app.clientId ?? '',
        redirect_uri: CALLBACK,
        scope: SCOPES,
    }).toString()}`;
    const allowed = await browser.post(address, { decision: 'allow' });
    const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { accessToken } = await createOAuthAPIClient({ url: origin }).token.create({
        grantType: 'authorization_code',
        clientId: app.clientId ?? '',
        clientSecret: app.clientSecret ?? '',
        redirectUri: CALLBACK,
        code,
        scope: SCOPES,
    });
    return accessToken;
}

test('the library knows who it is and where it is', async () => {
    const account = await masto.v1.accounts.verifyCredentials();
    expect(account).toMatchObject({ username: 'owner', acct: 'owner', source: { privacy: 'public' } });
    const instance = await masto.v2.instance.fetch();
    expect(instance.version).toMatch(/^4\./);
    expect((await masto.v1.apps.verifyCredentials()).name).toBe('A client library');
    expect(await masto.v1.preferences.fetch()).toHaveProperty('posting:default:visibility');
});

test('it posts, once for one key, and reads it where it belongs', async () => {
    const post = () =>
        masto.v1.statuses.create(
            { status: 'Hello from a #library', visibility: 'public', language: 'en' },
            { requestInit: { headers: { 'Idempotency-Key': 'one' } } },
        );
    const status = await post();
    expect((await post()).id).toBe(status.id);
    const reply = await masto.v1.statuses.create({ status: 'And an answer', inReplyToId: status.id });
    const { descendants } = await masto.v1.statuses.$select(status.id).context.fetch();
    expect(descendants.map(({ id }) => id)).toEqual([reply.id]);
    const local = await masto.v1.timelines.public.list({ local: true });
    expect(local.map(({ id }) => id)).toContain(status.id);
    const tagged = await masto.v1.timelines.tag.$select('library').list();
    expect(tagged.map(({ id }) => id)).toEqual([status.id]);
});

test('it turns pages by their links, and takes back what it did', async () => {
    for (let i = 0; i < 5; i++) await masto.v1.statuses.create({ status: `Post ${i}` });
    const { id } = await masto.v1.accounts.verifyCredentials();
    const read: string[] = [];
    for await (const page of masto.v1.accounts.$select(id).statuses.list({ limit: 3 }))
        read.push(...page.map((status) => status.id));
    expect(read).toHaveLength(7);
    expect(new Set(read).size).toBe(7);

    const [latest] = await masto.v1.accounts.$select(id).statuses.list({ limit: 1 });
    const status = masto.v1.statuses.$select(latest?.id ?? '');
    expect((await status.favourite()).favourited).toBe(true);
    expect((await status.unfavourite()).favouritesCount).toBe(0);
    expect((await status.bookmark()).bookmarked).toBe(true);
    expect((await masto.v1.bookmarks.list()).map((bookmarked) => bookmarked.id)).toEqual([latest?.id]);
    expect((await status.remove()).text).toBe('Post 4');
    await expect(status.fetch()).rejects.toMatchObject({ statusCode: 404 });
});

test('a refusal arrives as the library’s own error, with our words', async () => {
    await expect(masto.v1.statuses.create({ status: '' })).rejects.toMatchObject({
        statusCode: 422,
        message: expect.stringMatching(/blank/),
    });
    const guest = createRestAPIClient({ url: origin });
    await expect(guest.v1.timelines.home.list()).rejects.toMatchObject({ statusCode: 401 });
});
