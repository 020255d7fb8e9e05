/** Signing in, joining and letting apps in, as a browser without JavaScript does it on the real server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser, destinationOf } from './support/browser';
import { freePort, startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const OWN_PASSWORD = 'a password of my own';
const CALLBACK = 'https://client.test/callback?kind=a';

let server: ServerProcess;
let origin: string;
/** Signed in, with a password of their own. */
let owner: Browser;
let firstPassword: string;

const data = await temporaryDirectory();

beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = await startServer({
        dataDir: data.path,
        port,
        env: { ATOLL_ORIGIN: origin, ATOLL_RATE_LIMITS: 'off' },
    });
    await server.ready();
    firstPassword = (await server.said(/Sign in as "owner" with the password (\w{16})\n/))[1] ?? '';
    owner = new Browser(origin);
});

afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await data[Symbol.asyncDispose]();
});

const me = (browser: Browser, headers = {}) =>
    browser.get('/api/v1/accounts/verify_credentials', { 'Sec-Fetch-Site': 'same-origin', ...headers });

async function signedIn(): Promise<Browser> {
    const browser = new Browser(origin);
    const answer = await browser.post('/auth/sign-in', { login: 'owner', password: OWN_PASSWORD });
    expect(destinationOf(answer)).toBe('303 /');
    return browser;
}

describe('the owner’s first sign-in', () => {
    test('needs the password that was shown, and tells nobody which part was wrong', async () => {
        const wrong = await owner.post('/auth/sign-in', { login: 'owner', password: 'wrong password' });
        const nobody = await owner.post('/auth/sign-in', { login: 'nobody', password: 'wrong password' });
        expect([wrong.status, nobody.status]).toEqual([422, 422]);
        const [one, other] = [await wrong.text(), await nobody.text()];
        expect(one).toContain('The handle, address or password is wrong.');
        expect(other).toContain('The handle, address or password is wrong.');
        expect(owner.cookies.size).toBe(0);
    });

    test('leads to the choice of a password, and nowhere else before it', async () => {
        const answer = await owner.post('/auth/sign-in', { login: '@Owner', password: firstPassword });
        expect(destinationOf(answer)).toBe('303 /auth/password');
        const [cookie] = answer.headers.getSetCookie();
        expect(cookie).toMatch(/HttpOnly/i);
        expect(cookie).toMatch(/SameSite=Lax/i);
        expect(cookie).toMatch(/Path=\//i);
        expect(cookie).not.toMatch(/Domain=/i);
        expect(destinationOf(await owner.get('/about'))).toBe('303 /auth/password');
        expect(destinationOf(await owner.get('/oauth/authorize?client_id=x'))).toBe('303 /auth/password');
        expect(await (await me(owner)).json()).toEqual({ error: 'Choose a password of your own first' });
        expect((await owner.get('/auth/password')).status).toBe(200);
    });

    test('ends with a password of their own and another session', async () => {
        const before = new Map(owner.cookies);
        expect((await owner.post('/auth/password', { password: 'short' })).status).toBe(422);
        expect((await owner.post('/auth/password', { password: firstPassword })).status).toBe(422);
        expect(destinationOf(await owner.post('/auth/password', { password: OWN_PASSWORD }))).toBe('303 /');
        expect([...owner.cookies.values()]).not.toEqual([...before.values()]);
        expect(await (await me(owner)).json()).toMatchObject({ username: 'owner' });
        const replay = new Browser(origin);
        for (const [name, value] of before) replay.cookies.set(name, value);
        expect((await me(replay)).status).toBe(401);
        expect((await replay.post('/auth/sign-in', { login: 'owner', password: firstPassword })).status).toBe(
            422,
        );
    });
});

describe('a session', () => {
    // AUTH-13
    test('counts for the API only where this site’s own pages ask', async () => {
        expect((await me(owner)).status).toBe(200);
        expect((await me(owner, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(401);
        expect((await me(owner, { 'Sec-Fetch-Site': 'same-site' })).status).toBe(401);
        const post = (headers: Record<string, string>) =>
            owner.post('/api/v1/statuses', { status: 'Not from here' }, { 'Sec-Fetch-Site': '', ...headers });
        expect((await post({ Origin: 'https://evil.test' })).status).toBe(401);
        expect((await post({ Origin: 'null' })).status).toBe(401);
        expect((await post({ Origin: origin })).status).toBe(200);
    });

    // AUTH-12
    test('is another one after each sign-in, even over one that was planted', async () => {
        const browser = new Browser(origin);
        const [name = ''] = [...owner.cookies.keys()];
        browser.cookies.set(name, 'planted');
        await browser.post('/auth/sign-in', { login: 'owner', password: OWN_PASSWORD });
        const first = browser.cookies.get(name);
        expect(first).not.toBe('planted');
        await browser.post('/auth/sign-in?again=1', { login: 'owner', password: OWN_PASSWORD });
        expect(browser.cookies.get(name)).not.toBe(first);
        const former = new Browser(origin);
        former.cookies.set(name, first ?? '');
        expect((await me(former)).status).toBe(401);
    });

    test('is listed with the others, and ends from there', async () => {
        const [here, there] = [await signedIn(), await signedIn()];
        const page = await (await here.get('/auth/sessions')).text();
        expect(page).toContain('This browser');
        for (const [, id] of page.matchAll(/name="session" value="([\w-]+)"/g))
            await here.post('/auth/sessions', { session: id ?? '' });
        expect((await me(there)).status).toBe(401);
        expect((await me(here)).status).toBe(200);
        owner = here;
    });

    // AUTH-12
    test('is dead on the server after signing out, and all are after signing out everywhere', async () => {
        const [one, other, third] = [await signedIn(), await signedIn(), await signedIn()];
        const copy = new Browser(origin);
        for (const [name, value] of one.cookies) copy.cookies.set(name, value);
        expect(destinationOf(await one.post('/auth/sign-out', {}))).toBe('303 /');
        // The browser stays known, so that its next sign-in is no news; that lets nobody in.
        expect([...one.cookies.keys()].filter((name) => !name.includes('device'))).toEqual([]);
        expect((await me(copy)).status).toBe(401);
        expect((await me(other)).status).toBe(200);
        await third.post('/auth/sign-out', { everywhere: '1' });
        expect((await me(other)).status).toBe(401);
        expect((await me(owner)).status).toBe(401);
        owner = await signedIn();
    });
});

describe('forms', () => {
    // AUTH-06, AUTH-13
    test.each([
        ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }],
        ['a sub-domain', { Origin: 'http://sub.127.0.0.1', 'Sec-Fetch-Site': 'same-site' }],
        ['a frame without origin', { Origin: 'null', 'Sec-Fetch-Site': '' }],
        ['nowhere', { Origin: '', 'Sec-Fetch-Site': '' }],
    ])('from %s are refused, whatever they hold', async (_, headers) => {
        const browser = await signedIn();
        for (const path of [
            '/auth/sign-out',
            '/auth/sign-in',
            '/auth/password',
            '/oauth/authorize?client_id=x',
        ])
            expect((await browser.post(path, { everywhere: '1', decision: 'allow' }, headers)).status).toBe(
                403,
            );
        expect((await me(browser)).status).toBe(200);
    });

    test('lead nowhere but to this site after signing in', async () => {
        const browser = new Browser(origin);
        for (const next of [
            '//evil.test',
            '/\\evil.test',
            'https://evil.test',
            '/%2F%2Fevil.test',
            'javascript:alert(1)',
        ])
            expect(
                destinationOf(
                    await browser.post(`/auth/sign-in?again=1&next=${encodeURIComponent(next)}`, {
                        login: 'owner',
                        password: OWN_PASSWORD,
                    }),
                ),
            ).toBe('303 /');
    });

    test('that make no sense get a clear answer', async () => {
        const browser = new Browser(origin);
        expect((await browser.post('/auth/sign-in', { login: 'a\0b', password: 'x' })).status).toBe(422);
        expect((await browser.post('/auth/sign-in', { login: 'a'.repeat(2_000_000) })).status).toBe(413);
        expect(
            (await browser.post('/auth/sign-in', {}, { 'Content-Type': 'application/json' })).status,
        ).toBeLessThan(500);
        expect((await browser.get('/oauth/authorize?client_id=%00')).status).toBe(422);
    });
});

// PRIV-01
test('a post that is not for everybody is on no page that is written for guests', async () => {
    for (const visibility of ['private', 'direct']) {
        const form = { status: 'a whispered word', visibility };
        const { id } = (await (await owner.post('/api/v1/statuses', form)).json()) as { id: string };
        for (const path of [`/@owner/${id}`, `/@owner/${id}/embed`, '/@owner', '/']) {
            const page = await new Browser(origin).get(path);
            expect(page.status, path).toBe(path.includes(id) ? 404 : 200);
            expect(await page.text(), path).not.toContain('whispered');
        }
    }
});

// PRIV-17
test('pages let a browser load nothing from other sites', async () => {
    for (const path of ['/', '/@owner', '/auth/sign-in']) {
        const policy = (await new Browser(origin).get(path)).headers.get('content-security-policy') ?? '';
        for (const kind of ['default', 'script', 'style', 'img', 'media', 'font', 'connect']) {
            const sources = new RegExp(`${kind}-src ([^;]+)`).exec(policy)?.[1]?.split(' ') ?? [''];
            for (const source of sources)
                expect(source, `${kind} on ${path}`).toMatch(/^('(self|(sha256|nonce)-.+)'|data:|blob:)$/);
        }
    }
});

describe('joining', () => {
    const form = { username: 'ben', email: 'ben@example.test', password: 'correct horse', agreement: '1' };

    test('names every field that has to be mended, and keeps what was typed', async () => {
        const answer = await new Browser(origin).post('/auth/sign-up', {
            username: 'a b',
            email: 'ben@',
            password: 'short',
        });
        expect(answer.status).toBe(422);
        const page = await answer.text();
        expect(page.match(/aria-invalid="true"/g)?.length).toBeGreaterThanOrEqual(4);
        expect(page).toContain('value="a b"');
        expect(page).not.toContain('value="short"');
    });

    test('waits for approval where the community is set so', async () => {
        const browser = new Browser(origin);
        const asked = await browser.post('/auth/sign-up', { ...form, reason: 'I know Ana' });
        expect(asked.status).toBe(200);
        expect(await asked.text()).toContain('A moderator will look at your request');
        const answer = await browser.post('/auth/sign-in', { login: 'ben', password: form.password });
        expect(answer.status).toBe(403);
        expect(await answer.text()).toContain('not been approved yet');
        expect(browser.cookies.size).toBe(0);
    });
});

describe('an app', () => {
    interface App {
        client_id: string;
        client_secret: string;
    }
    const register = async (redirectUri = CALLBACK) => {
        const answer = await fetch(`${origin}/api/v1/apps`, {
            method: 'POST',
            body: new URLSearchParams({
                client_name: 'A <b>client</b>',
                redirect_uris: redirectUri,
                scopes: 'read write',
            }),
        });
        return (await answer.json()) as App;
    };
    const address = (app: App, given: Record<string, string> = {}) =>
        `/oauth/authorize?${new URLSearchParams({
            response_type: 'code',
            client_id: app.client_id,
            redirect_uri: CALLBACK,
            scope: 'read write',
            state: 'x y',
            ...given,
        }).toString()}`;

    test('asks in the browser, gets its code by redirect, and posts with its token', async () => {
        const app = await register();
        const browser = new Browser(origin);
        const asked = await browser.get(address(app));
        const signInAddress = asked.headers.get('location') ?? '';
        expect(signInAddress).toMatch(/^\/auth\/sign-in\?next=/);
        const back = await browser.post(signInAddress, { login: 'owner', password: OWN_PASSWORD });
        expect(destinationOf(back)).toBe(`303 ${address(app)}`);

        const consent = await browser.get(address(app));
        const page = await consent.text();
        expect(page).toContain('A &lt;b>client&lt;/b>');
        expect(consent.headers.get('content-security-policy')).toContain(
            "form-action 'self' https://client.test;",
        );
        // AUTH-06: no page of another site lays itself over the button.
        expect(consent.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(consent.headers.get('x-frame-options')).toBe('DENY');
        expect(consent.headers.get('cache-control')).toBe('no-store');

        const allowed = await browser.post(address(app), { decision: 'allow' });
        expect(allowed.headers.get('referrer-policy')).toBe('no-referrer');
        expect(allowed.headers.get('cache-control')).toBe('no-store');
        const returned = new URL(allowed.headers.get('location') ?? '');
        expect(returned.origin + returned.pathname).toBe('https://client.test/callback');
        expect(returned.searchParams.get('kind')).toBe('a');
        expect(returned.searchParams.get('state')).toBe('x y');

        const token = await fetch(`${origin}/oauth/token`, {
            method: 'POST',
            body: new URLSearchParams({
                grant_type: 'authorization_code',
                client_id: app.client_id,
                client_secret: app.client_secret,
                redirect_uri: CALLBACK,
                code: returned.searchParams.get('code') ?? '',
            }),
        });
        const { access_token } = (await token.json()) as { access_token: string };
        const posted = await fetch(`${origin}/api/v1/statuses`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${access_token}`, Origin: 'https://client.test' },
            body: new URLSearchParams({ status: 'From another place' }),
        });
        expect(posted.status).toBe(200);
    });

    test('is told when it is not let in, and is asked for again each time', async () => {
        const app = await register();
        const browser = await signedIn();
        await browser.post(address(app), { decision: 'allow' });
        expect((await browser.get(address(app))).status).toBe(200);
        const denied = await browser.post(address(app), { decision: 'deny' });
        expect(denied.headers.get('location')).toBe(
            'https://client.test/callback?kind=a&error=access_denied&state=x+y',
        );
    });

    test('that cannot be returned to shows its code', async () => {
        const app = await register('urn:ietf:wg:oauth:2.0:oob');
        const browser = await signedIn();
        const here = address(app, { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' });
        const shown = await browser.post(here, { decision: 'allow' });
        expect(shown.status).toBe(200);
        expect(await shown.text()).toMatch(/value="[\w-]{43}"/);
        expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    });

    test('with an address nobody registered ends on a page of ours', async () => {
        const browser = await signedIn();
        const refused = await browser.get(address(await register(), { redirect_uri: 'https://evil.test/' }));
        expect(refused.status).toBe(400);
        expect(refused.headers.get('location')).toBeNull();
    });

    test('may ask for a sign-in even of those who are signed in, once', async () => {
        const app = await register();
        const browser = await signedIn();
        const forced = await browser.get(address(app, { force_login: 'true', lang: 'de' }));
        const signInAddress = forced.headers.get('location') ?? '';
        expect(signInAddress).toContain('again=1');
        expect(signInAddress).not.toContain('force_login');
        const page = await browser.get(signInAddress);
        expect(await page.text()).toContain('<html lang="de"');
        const back = await browser.post(signInAddress, { login: 'owner', password: OWN_PASSWORD });
        expect(await (await browser.get(back.headers.get('location') ?? '')).text()).toContain('decision');
    });
});

describe('answers', () => {
    test('may be read by programs of any origin, lists page by page', async () => {
        const preflight = await fetch(`${origin}/api/v1/timelines/home`, {
            method: 'OPTIONS',
            headers: {
                Origin: 'https://client.test',
                'Access-Control-Request-Method': 'POST',
                'Access-Control-Request-Headers': 'authorization,idempotency-key,sentry-trace',
            },
        });
        expect(preflight.status).toBe(204);
        expect(preflight.headers.get('access-control-allow-headers')).toBe(
            'authorization,idempotency-key,sentry-trace',
        );
        expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
        for (const path of [
            '/api/v2/instance',
            '/api/v1/timelines/home',
            '/api/v1/unknown',
            '/.well-known/oauth-authorization-server',
        ]) {
            const { headers } = await fetch(origin + path, { headers: { Origin: 'https://client.test' } });
            expect(headers.get('access-control-allow-origin')).toBe('*');
            expect(headers.get('access-control-allow-credentials')).toBeNull();
            expect(headers.get('access-control-expose-headers')).toContain('Link');
        }
        expect((await fetch(`${origin}/auth/sign-in`)).headers.get('access-control-allow-origin')).toBeNull();
    });

    test('of the API have its shape, also where Kit refuses', async () => {
        for (const [method, path, status] of [
            ['GET', '/api/v1/unknown', 404],
            ['GET', '/api', 404],
            ['GET', '/.well-known/openid-configuration', 404],
            ['GET', '/invite/abc.json', 404],
            ['POST', '/api/v1/collections', 404],
            ['POST', '/api/v1/accounts/1/email_subscriptions', 404],
            ['DELETE', '/api/v2/instance', 405],
            ['PROPFIND', '/api/v2/instance', 405],
            ['GET', '/oauth/token', 405],
        ] as const) {
            const answer = await fetch(origin + path, { method });
            const error = status === 404 ? 'Record not found' : 'Method not allowed';
            expect([path, answer.status, await answer.json()]).toEqual([path, status, { error }]);
        }
        const head = await fetch(`${origin}/api/v2/instance`, { method: 'HEAD' });
        expect([head.status, await head.text()]).toEqual([200, '']);
        const malformed = await fetch(`${origin}/api/v1/accounts/%ED%A0%80`);
        expect([400, 404]).toContain(malformed.status);
    });
});

describe('limits', () => {
    beforeAll(async () => {
        await server.stop();
        const port = await freePort();
        origin = `http://127.0.0.1:${port}`;
        server = await startServer({ dataDir: data.path, port, env: { ATOLL_ORIGIN: origin } });
        await server.ready();
    });

    test('say what is left of what may be asked', async () => {
        const { headers } = await fetch(`${origin}/api/v2/instance`);
        expect(headers.get('x-ratelimit-limit')).toBe('300');
        expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(300);
        expect(new Date(headers.get('x-ratelimit-reset') ?? '').getTime()).toBeGreaterThan(Date.now());
    });

    // AUTH-15, AUTH-16
    test('guessing a password ends at the 26th attempt, however the guesser names their address', async () => {
        const guesser = new Browser(origin);
        const statuses: number[] = [];
        for (let attempt = 0; attempt < 30; attempt++) {
            const answer = await guesser.post(
                '/auth/sign-in',
                { login: 'owner', password: `guess ${attempt}` },
                {
                    'X-Forwarded-For': `203.0.113.${attempt}`,
                    Forwarded: `for=203.0.113.${attempt}`,
                    'Client-IP': `203.0.113.${attempt}`,
                },
            );
            statuses.push(answer.status);
        }
        expect(statuses.at(-1)).toBe(429);
        expect(statuses.filter((status) => status === 422)).toHaveLength(25);
    });
});
