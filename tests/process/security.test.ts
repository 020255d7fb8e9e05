/** Mail, the second step and everything around passwords, as a browser without JavaScript meets them on the real server. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMailServer, type MailServer } from '../support/mail-server';
import { atollData } from './support/atoll';
import { Browser, destinationOf } from './support/browser';
import { freePort, startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const PASSWORD = 'a lagoon of one’s own';

let server: ServerProcess;
let mails: MailServer;
let origin: string;
const data = await temporaryDirectory();

async function start(env: Record<string, string> = {}): Promise<void> {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = await startServer({
        dataDir: data.path,
        port,
        env: { ATOLL_ORIGIN: origin, ATOLL_SMTP_URL: mails.url, ...env },
    });
    await server.ready();
}

beforeAll(async () => {
    mails = await startMailServer();
    await start({ ATOLL_RATE_LIMITS: 'off' });
    await atollData(data.path, 'settings set registrations open');
    for (const username of ['ana', 'bob', 'cleo', 'dora']) {
        const email = `${username}@x.test`;
        const form = { username, email, password: FIRST, agreement: '1' };
        await new Browser(origin).post('/auth/sign-up', form);
        await new Browser(origin).get(await linkOf(email, '/auth/confirm'));
    }
    // The machine may be busy with other tests, and a command starts a program of its own.
}, 180_000);

afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await mails[Symbol.asyncDispose]();
    await data[Symbol.asyncDispose]();
});

const FIRST = 'p'.repeat(12);

const me = (browser: Browser) =>
    browser.get('/api/v1/accounts/verify_credentials', { 'Sec-Fetch-Site': 'same-origin' });

async function signIn(login: string, password = FIRST, browser = new Browser(origin)) {
    const answer = await browser.post('/auth/sign-in', { login, password });
    return { browser, answer };
}

async function linkOf(address: string, path: string): Promise<string> {
    const { text } = await mails.mailTo(address);
    const link = new RegExp(`${origin.replaceAll('.', '\\.')}(${path}\\?token=[\\w-]{43})`).exec(text)?.[1];
    if (!link) throw new Error(`No link in: ${text}`);
    return link;
}

const codeOf = (secret: string, at = Date.now()) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

describe('joining where mail is sent', () => {
    const form = { username: 'ben', email: 'ben@x.test', password: PASSWORD, agreement: '1' };

    test('signs nobody in before the link of the mail was opened', async () => {
        const browser = new Browser(origin);
        const asked = await browser.post('/auth/sign-up', form);
        expect(asked.status).toBe(200);
        expect(await asked.text()).toContain('was sent to ben@x.test');
        expect(browser.cookies.size).toBe(0);
        const early = await signIn('ben', PASSWORD);
        expect(early.answer.status).toBe(403);
        expect(await early.answer.text()).toContain('Confirm your e-mail address first');

        const link = await linkOf('ben@x.test', '/auth/confirm');
        const opened = await browser.get(link);
        expect(await opened.text()).toContain('Your address is confirmed');
        expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
        expect(opened.headers.get('cache-control')).toBe('no-store');
        expect(destinationOf((await signIn('ben', PASSWORD)).answer)).toBe('303 /');
    });

    // AUTH-18
    test('answers alike for an address that is taken and for one that is free', async () => {
        const pages: string[] = [];
        for (const [username, email] of [
            ['eve1', 'ana@x.test'],
            ['eve2', 'nob@x.test'],
        ] as const) {
            const answer = await new Browser(origin).post('/auth/sign-up', { ...form, username, email });
            expect(answer.status).toBe(200);
            pages.push(pageText(await answer.text()).replaceAll(email, ''));
        }
        expect(pages[0]).toBe(pages[1]);
        expect((await mails.mailTo('ana@x.test')).text).toContain('belongs to @ana@');
    });
});

/** What a page says, without what differs from one answer to the next. */
const pageText = (html: string) =>
    html
        .replace(/<script[\s\S]*?<\/script>/g, '')
        .replace(/nonce-?="?[^"\s>]*/g, '')
        .replace(/<[^>]+>/g, '');

describe('a forgotten password', () => {
    // AUTH-19
    test('is replaced by whoever reads the mail, once, on the configured origin', async () => {
        const { browser: signedIn } = await signIn('bob');
        expect((await me(signedIn)).status).toBe(200);
        const asked = await new Browser(origin).post(
            '/auth/reset?/ask',
            { email: 'Bob@x.test' },
            { 'X-Forwarded-Host': 'evil.test', Forwarded: 'host=evil.test' },
        );
        expect(asked.status).toBe(200);
        const link = await linkOf('bob@x.test', '/auth/reset');
        const page = await new Browser(origin).get(link);
        expect(page.headers.get('referrer-policy')).toBe('no-referrer');
        const token = new URL(link, origin).searchParams.get('token') ?? '';
        const choose = (password: string, headers = {}) =>
            new Browser(origin).post(`/auth/reset?/choose&token=${token}`, { password }, headers);
        expect((await choose('short')).status).toBe(422);
        // Browsers tell no origin from a page that tells nobody where it is.
        expect((await choose(PASSWORD, { Origin: 'null', 'Sec-Fetch-Site': '' })).status).toBe(200);
        expect((await choose('yet another password')).status).toBe(422);
        expect(await (await new Browser(origin).get(link)).text()).toContain('has been used or is too old');
        // AUTH-11
        expect((await me(signedIn)).status).toBe(401);
        expect((await signIn('bob')).answer.status).toBe(422);
        expect(destinationOf((await signIn('bob', PASSWORD)).answer)).toBe('303 /');
        await mailWithSubject('bob@x.test', 'Your password was changed');
    });

    // AUTH-18
    test('tells nobody who is a member, by its words or by its time', async () => {
        const times: Record<string, number[]> = { 'cleo@x.test': [], 'nobody@x.test': [] };
        const pages: string[] = [];
        for (let round = 0; round < 50; round++)
            for (const [email, taken] of Object.entries(times)) {
                const begun = performance.now();
                const answer = await new Browser(origin).post('/auth/reset?/ask', { email });
                const page = await answer.text();
                taken.push(performance.now() - begun);
                if (round === 0) pages.push(`${answer.status} ${pageText(page)}`);
            }
        expect(pages[0]).toBe(pages[1]);
        const [known = 0, unknown = 0] = Object.values(times).map(median);
        expect(Math.abs(known - unknown) / Math.max(known, unknown)).toBeLessThan(0.2);
    });
});

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('another address', () => {
    // AUTH-19
    test('needs the password and its own proof; then the former one is told, and its links are void', async () => {
        const { browser } = await signIn('cleo');
        const wrong = await browser.post('/auth/email', { current: 'guess', email: 'c@new.test' });
        expect(wrong.status).toBe(422);
        await browser.post('/auth/reset?/ask', { email: 'cleo@x.test' });
        const former = await linkOf('cleo@x.test', '/auth/reset');
        const asked = await browser.post('/auth/email', { current: FIRST, email: 'c@new.test' });
        expect(asked.status).toBe(200);
        const link = await linkOf('c@new.test', '/auth/confirm');
        expect(await (await browser.get(link)).text()).toContain('Your address is confirmed');
        const subjects = mails.mails.filter(({ to }) => to.includes('cleo@x.test'));
        await mailWithSubject('cleo@x.test', 'Your e-mail address was changed');
        expect(subjects.length).toBeGreaterThan(0);
        expect(await (await browser.get(former)).text()).toContain('has been used or is too old');
    });
});

async function mailWithSubject(address: string, subject: string): Promise<void> {
    for (;;) if ((await mails.mailTo(address)).headers.get('subject') === subject) return;
}

describe('the second step', () => {
    let secret = '';
    let codes: string[] = [];

    test('is set up with the password, a picture and a code; the recovery codes are shown once', async () => {
        const { browser } = await signIn('dora');
        const refused = await browser.post('/auth/two-factor?/begin', { current: 'guess' });
        expect(refused.status).toBe(422);
        const begun = await (await browser.post('/auth/two-factor?/begin', { current: FIRST })).text();
        expect(begun).toContain('data:image/svg+xml;base64,');
        secret = /name="secret" value="(\w+)"/.exec(begun)?.[1] ?? '';
        const wrong = await browser.post('/auth/two-factor?/enable', { secret, code: '000000' });
        expect(await wrong.text()).toContain('data:image/svg+xml;base64,');
        const done = await browser.post('/auth/two-factor?/enable', { secret, code: codeOf(secret) });
        const page = await done.text();
        codes = [...page.matchAll(/<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map(
            ([, code = '']) => code,
        );
        expect(codes).toHaveLength(10);
        expect(await (await browser.get('/auth/two-factor')).text()).not.toContain(codes[0]);
        await mailWithSubject('dora@x.test', 'Two-step sign-in is on');
    });

    // AUTH-21
    test('is owed after the password, and until then the browser is nobody', async () => {
        const { browser, answer } = await signIn('dora');
        expect(destinationOf(answer)).toBe('303 /auth/second-step?next=%2F');
        expect((await me(browser)).status).toBe(401);
        expect(destinationOf(await browser.get('/auth/security'))).toMatch(/^303 \/auth\/sign-in/);
        const consent = await browser.get('/oauth/authorize?client_id=x&redirect_uri=y&response_type=code');
        expect(consent.status).toBe(400);
        expect((await browser.get('/auth/second-step')).status).toBe(200);
        expect((await new Browser(origin).get('/auth/second-step')).status).toBe(303);
    });

    // AUTH-21
    test('takes a recovery code once and a code of the app once, and leads on to where one was going', async () => {
        const [code = ''] = codes;
        const first = await signIn('dora');
        const next = '/auth/second-step?next=%2Foauth%2Fauthorize%3Fclient_id%3Dx';
        const entered = await first.browser.post(next, { code });
        expect(destinationOf(entered)).toBe('303 /oauth/authorize?client_id=x');
        expect((await me(first.browser)).status).toBe(200);
        const second = await signIn('dora');
        expect((await second.browser.post('/auth/second-step', { code })).status).toBe(422);
        expect((await me(second.browser)).status).toBe(401);
        // A code of the next half minute: that of now was used up when it was set up.
        const later = codeOf(secret, Date.now() + 30_000);
        expect(destinationOf(await second.browser.post('/auth/second-step', { code: later }))).toBe('303 /');
        const third = await signIn('dora');
        expect((await third.browser.post('/auth/second-step', { code: later })).status).toBe(422);
        // The half session of before is worthless now.
        expect((await me(third.browser)).status).toBe(401);
    });

    test('goes with the operator’s command when it was lost', async () => {
        await atollData(data.path, 'accounts reset-two-factor dora');
        expect(destinationOf((await signIn('dora')).answer)).toBe('303 /');
    });
});

describe('a browser that was not seen before', () => {
    test('is told to its member by mail, one that was is not', async () => {
        const { browser } = await signIn('ana');
        const before = mails.mails.length;
        await browser.post('/auth/sign-out', {});
        await signIn('ana', FIRST, browser);
        expect(mails.mails.slice(before).filter(({ to }) => to.includes('ana@x.test'))).toEqual([]);
        await signIn('ana');
        const mail = await mails.mailTo('ana@x.test');
        expect(mail.headers.get('subject')).toBe('Somebody signed in from a new device');
        expect(mail.text).toContain('127.0.0.1');
    });
});

describe('guessing', () => {
    beforeAll(async () => {
        await server.stop();
        await start();
    });

    const statuses = async (count: number, attempt: (n: number) => Promise<Response>) => {
        const found: number[] = [];
        for (let n = 0; n < count; n++) found.push((await attempt(n)).status);
        return found;
    };

    // AUTH-15
    test('codes of the second step ends at the tenth', async () => {
        const { browser } = await signIn('dora');
        const begun = await (await browser.post('/auth/two-factor?/begin', { current: FIRST })).text();
        const secret = /name="secret" value="(\w+)"/.exec(begun)?.[1] ?? '';
        await browser.post('/auth/two-factor?/enable', { secret, code: codeOf(secret) });
        const half = await signIn('dora');
        const found = await statuses(15, () => half.browser.post('/auth/second-step', { code: '000000' }));
        expect(found.indexOf(429)).toBeGreaterThan(5);
        expect(found.indexOf(429)).toBeLessThan(10);
    });

    // AUTH-15
    test('one’s own password ends at the eleventh', async () => {
        const { browser } = await signIn('ana');
        const found = await statuses(12, (n) =>
            browser.post('/auth/password', { current: `guess ${n}`, password: PASSWORD }),
        );
        expect(found.indexOf(429)).toBe(10);
    });

    test('addresses by asking for mail ends as well, and floods nobody', async () => {
        const browser = new Browser(origin);
        const same = await statuses(7, () => browser.post('/auth/reset?/ask', { email: 'nobody@x.test' }));
        expect(same.indexOf(429)).toBe(5);
        const others = await statuses(7, (n) => browser.post('/auth/confirm', { email: `n${n}@x.test` }));
        expect(others).toContain(429);
    });
});

test('password managers find the page to change a password', async () => {
    const answer = await fetch(`${origin}/.well-known/change-password`, { redirect: 'manual' });
    expect(destinationOf(answer)).toBe('302 /auth/password');
});
