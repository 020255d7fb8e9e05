/** Previews of linked pages, fetched over real sockets from pages that are broken, hostile and slow. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { readConfig, useConfig } from '$lib/server/config';
import {
    accounts,
    previewCards,
    previewLinks,
    statusCards,
    streamEvents,
    streamRooms,
} from '$lib/server/db/schema';
import { previewStatus } from '$lib/server/domain/previews';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';
import { aCanary } from './support/canary';

type Page = string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void);

const pages = new Map<string, { type?: string; body: Page }>();
const asked: string[] = [];
const site = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const page = pages.get(path);
    if (!page) return void response.writeHead(404, { 'content-type': 'text/html' }).end('no');
    if (typeof page.body === 'function') return page.body(request, response);
    response.writeHead(200, { 'content-type': page.type ?? 'text/html; charset=utf-8' }).end(page.body);
});
await new Promise<void>((resolve) => site.listen(0, '0.0.0.0', resolve));
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
const settings = { ATOLL_ORIGIN: 'https://sut.test', ATOLL_FEDERATION_HTTP: '1', LOG_LEVEL: 'silent' };
const openToLoopback = () => useConfig(readConfig({ ...settings, ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8' }));
openToLoopback();
const db = await testDatabase();
afterAll(async () => {
    await closeOutbound();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
});
beforeEach(() => {
    openToLoopback();
    pages.clear();
    asked.length = 0;
});

const head = (inside: string) => `<!doctype html><html lang="en"><head>${inside}</head><body></body></html>`;

/** A page at a path of its own. */
function serve(path: string, body: Page, type?: string): string {
    pages.set(path, { body, type });
    return origin + path;
}

/** A member posts it; the answer is what a guest then sees. */
async function post(text: string, given: Record<string, unknown> = {}): Promise<Status> {
    const token = await aToken(db, await anAccount(db));
    const { body } = await ask<Status>('POST', '/api/v1/statuses', {
        token,
        json: { status: text, ...given },
    });
    await runJobs();
    return (await ask<Status>('GET', `/api/v1/statuses/${body.id}`, { token })).body;
}

const cardOf = async (url: string) => (await post(`Look: ${url}`)).card;

describe('a post shows of the page it links to', () => {
    test('title, description, site, picture, language, author and date, from whatever tells them', async () => {
        const url = serve(
            '/article',
            head(`
                <title>Not this one</title>
                <meta property="og:title" content="Corals &amp; reefs">
                <meta name="description" content="How they grow.">
                <meta property="og:site_name" content="The Reef">
                <meta property="og:image" content="/reef.jpg">
                <meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
                <meta property="og:image:alt" content="A reef">
                <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
                    {"@type":"WebSite","name":"x"},
                    {"@type":"NewsArticle","author":[{"@type":"Person","name":"Ana Reyes","url":"/ana"}],
                     "datePublished":"2026-03-01T08:00:00Z"}]}</script>`),
        );
        expect(await cardOf(url)).toMatchObject({
            url,
            type: 'link',
            title: 'Corals & reefs',
            description: 'How they grow.',
            provider_name: 'The Reef',
            language: 'en',
            author_name: 'Ana Reyes',
            author_url: `${origin}/ana`,
            authors: [{ name: 'Ana Reyes', url: `${origin}/ana`, account: null }],
            published_at: '2026-03-01T08:00:00.000Z',
            image: expect.stringMatching(/^https:\/\/sut\.test\/media-proxy\//),
            image_description: 'A reef',
            width: 1200,
            height: 630,
            html: '',
        });
    });

    test('its bare title where it says no more, and nothing where it says nothing', async () => {
        expect(await cardOf(serve('/bare', head('<title> Bare\n title </title>')))).toMatchObject({
            title: 'Bare title',
            description: '',
            image: null,
        });
        expect(await cardOf(serve('/empty', head('')))).toBeNull();
        expect(await cardOf(serve('/picture', 'GIF89a', 'image/gif'))).toBeNull();
        expect(await cardOf(`${origin}/missing`)).toBeNull();
    });

    test('in every encoding it may be written in', async () => {
        const title = head('<title>Grüße</title>');
        const latin = Buffer.from(title, 'latin1');
        const inMeta = Buffer.from(head('<meta charset="iso-8859-1"><title>Grüße</title>'), 'latin1');
        const shiftJis = Buffer.concat([
            Buffer.from('<meta http-equiv="content-type" content="text/html; charset=Shift_JIS"><title>'),
            Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
            Buffer.from('</title>'),
        ]);
        const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(title, 'utf16le')]);
        expect((await cardOf(serve('/a', latin, 'text/html; charset=ISO-8859-1')))?.title).toBe('Grüße');
        expect((await cardOf(serve('/b', inMeta, 'text/html')))?.title).toBe('Grüße');
        expect((await cardOf(serve('/c', shiftJis, 'text/html')))?.title).toBe('日本');
        expect((await cardOf(serve('/d', utf16, 'text/html')))?.title).toBe('Grüße');
        expect((await cardOf(serve('/e', latin, 'text/html')))?.title).toBe('Grüße');
        expect((await cardOf(serve('/f', title, 'text/html; charset=klingon')))?.title).toBe('Grüße');
    });

    test('of the address it gives itself on its own site, and of no other', async () => {
        const own = serve('/own?utm_source=x', head('<title>T</title><link rel="canonical" href="/own">'));
        expect((await cardOf(own))?.url).toBe(`${origin}/own`);
        const other = serve('/o', head('<title>T</title><link rel="canonical" href="https://bank.test/">'));
        expect((await cardOf(other))?.url).toBe(other);
    });

    test('the player of an oEmbed answer, if it is known here, in a frame that is shut in', async () => {
        const link = (path: string) =>
            head(`<title>V</title><link rel="alternate" type="application/json+oembed" href="${path}">`);
        const oembed = (answer: object) => JSON.stringify({ version: '1.0', ...answer });
        serve(
            '/known.json',
            oembed({
                type: 'video',
                html: '<script>alert(1)</script><iframe src="https://www.youtube.com/embed/abc?x=1&amp;y=%22" onload="alert(1)"></iframe>',
                width: 560,
                height: 315,
            }),
            'application/json',
        );
        const known = await cardOf(serve('/known', link('/known.json')));
        expect(known).toMatchObject({ type: 'video', width: 560, height: 315 });
        expect(known?.html).toMatch(/^<iframe src="https:\/\/www\.youtube\.com\/embed\/abc\?x=1&amp;y=%22" /);
        expect(known?.html).toContain(' sandbox="');
        expect(known?.html).not.toMatch(/script>|onload/);
        for (const [path, source] of [
            ['/u1', 'https://evil.test/embed/abc'],
            ['/u2', 'http://www.youtube.com/embed/abc'],
            ['/u3', 'https://www.youtube.com.evil.test/embed/abc'],
            ['/u4', 'javascript:alert(1)'],
            ['/u5', 'https://user@www.youtube.com/embed/abc'],
        ] as const) {
            const html = `<iframe src="${source}"></iframe>`;
            serve(`${path}.json`, oembed({ type: 'video', html, width: 1, height: 1 }), 'application/json');
            expect(await cardOf(serve(path, link(`${path}.json`)))).toMatchObject({ type: 'link', html: '' });
        }
        serve('/p.json', oembed({ type: 'photo', url: '/p.jpg', width: 10, height: 20 }), 'application/json');
        expect(await cardOf(serve('/p', link('/p.json')))).toMatchObject({ type: 'photo', width: 10 });
    });

    test('its author here or elsewhere, only where they name the site as theirs', async () => {
        const creator = (acct: string) =>
            head(`<title>By</title><meta name="fediverse:creator" content="${acct}">`);
        const ana = await anAccount(db, { username: 'ana', attributionDomains: ['127.0.0.1'] });
        await anAccount(db, { username: 'bob', attributionDomains: ['elsewhere.test', '0.0.1'] });
        await aRemoteAccount(db, { username: 'eve', domain: 'far.test' });
        const authors = async (path: string, acct: string) =>
            (await cardOf(serve(path, creator(acct))))?.authors.map(({ account }) => account?.acct);
        expect(await authors('/ana', '@ana@sut.test')).toEqual(['ana']);
        expect(await authors('/bob', 'bob')).toEqual(['bob']);
        expect(await authors('/eve', '@eve@far.test')).toEqual([]);
        expect(await authors('/nobody', '@@@')).toEqual([]);
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, ana.id));
        expect(await authors('/ana', '@ana@sut.test')).toEqual([]);
    });
});

describe('which link', () => {
    test('is the first that is no mention, no hashtag and nothing of this community', async () => {
        const first = serve('/first', head('<title>First</title>'));
        serve('/second', head('<title>Second</title>'));
        const bob = await anAccount(db, {
            username: 'bobby',
            url: serve('/bobby', head('<title>B</title>')),
        });
        const { card } = await post(`@${bob.username} #reef https://sut.test/@x/1 ${first} ${origin}/second`);
        expect(card?.title).toBe('First');
        expect(asked).toEqual(['/first']);
    });

    test('of a remote post is not its mention, its hashtag or its quote', async () => {
        const url = serve('/real', head('<title>Real</title>'));
        const by = await aRemoteAccount(db);
        const status = await aStatus(db, {
            by,
            contentHtml:
                `<p class="quote-inline">RE: <a href="${origin}/quoted">x</a></p>` +
                `<p><a href="${origin}/m" class="u-url mention">@x</a> <a href="${origin}/t" rel="tag">#x</a>` +
                `<br>by<br /><a href="${url}#part">y</a></p>`,
        });
        await previewStatus(db, { statusId: status.id });
        expect(asked).toEqual(['/real']);
    });

    test('gone by an edit takes the card with it, another one brings another', async () => {
        const [one, two] = [serve('/1', head('<title>1</title>')), serve('/2', head('<title>2</title>'))];
        const by = await aRemoteAccount(db);
        const status = await aStatus(db, { by, contentHtml: `<a href="${one}">x</a>` });
        const title = async () => {
            await previewStatus(db, { statusId: status.id });
            await runJobs();
            return (await ask<Status>('GET', `/api/v1/statuses/${status.id}`)).body.card?.title;
        };
        const edit = (html: string) =>
            db.$client`update statuses set content_html = ${html} where id = ${status.id}`;
        expect(await title()).toBe('1');
        await edit(`<a href="${two}">x</a>`);
        expect(await title()).toBe('2');
        await edit('<p>nothing</p>');
        expect(await title()).toBeUndefined();
    });
});

describe('fetching', () => {
    test('happens once for all who link to a page, and again after two weeks', async () => {
        const url = serve('/shared', head('<title>Old</title>'));
        await Promise.all([post(url), post(url), post(url)]);
        await letTimeCome(db);
        await runJobs();
        expect(asked).toEqual(['/shared']);
        expect(await db.$count(statusCards)).toBe(3);
        expect(await db.$count(previewCards)).toBe(1);
        serve('/shared', head('<title>New</title>'));
        expect((await cardOf(url))?.title).toBe('Old');
        await db.update(previewLinks).set({ fetchedAt: new Date(Date.now() - 15 * 86_400_000) });
        expect((await cardOf(url))?.title).toBe('New');
        expect(await db.$count(previewCards)).toBe(1);
    });

    test('tells those who look at the post as soon as the card is there', async () => {
        await db.insert(streamRooms).values({ room: 'public' });
        await post(serve('/live', head('<title>Live</title>')));
        const told = await db.select({ event: streamEvents.event }).from(streamEvents);
        expect(told.map(({ event }) => event)).toContain('status.update');
    });

    test('takes the first megabyte of a page without an end, and does not wait for a slow one', async () => {
        const endless = serve('/endless', (_, response) => {
            response.writeHead(200, { 'content-type': 'text/html' });
            response.write('<title>Endless</title>');
            const more = () => {
                while (!response.destroyed && response.write('x'.repeat(65_536)));
            };
            response.on('drain', more);
            more();
        });
        expect((await cardOf(endless))?.title).toBe('Endless');
        const announced = serve('/huge', (_, response) => {
            response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000000' });
            response.end('<title>Huge</title>' + ' '.repeat(4_999_981));
        });
        expect((await cardOf(announced))?.title).toBe('Huge');
    });

    test('ends at a circle of redirects without failing the post', async () => {
        const circle = serve('/circle', (_, response) =>
            response.writeHead(302, { location: '/circle' }).end(),
        );
        expect(await cardOf(circle)).toBeNull();
        expect(asked).toHaveLength(6);
    });

    test('leaves a host alone for a while that does not answer', async () => {
        serve('/broken', (_, response) => response.destroy());
        serve('/other', head('<title>Other</title>'));
        const elsewhere = origin.replace('127.0.0.1', '127.0.0.2');
        expect(await cardOf(`${elsewhere}/broken`)).toBeNull();
        expect(await cardOf(`${elsewhere}/other`)).toBeNull();
        expect(asked).toEqual(['/broken']);
    });

    test('follows a redirect and speaks of where it led', async () => {
        serve('/target', head('<title>Target</title>'));
        const url = serve('/short', (_, response) => response.writeHead(301, { location: '/target' }).end());
        expect(await cardOf(url)).toMatchObject({ title: 'Target', url: `${origin}/target` });
    });

    test.each(['127.0.0.1', '169.254.169.254', '[::1]', '10.0.0.1', 'localhost'])(
        'never goes to %s, by itself or by a redirect or an oEmbed address',
        async (host) => {
            await using canary = await aCanary();
            const inside = `http://${host}:${canary.port}/latest/meta-data`;
            useConfig(readConfig(settings));
            const by = await aRemoteAccount(db);
            const status = await aStatus(db, { by, contentHtml: `<a href="${inside}">x</a>` });
            await previewStatus(db, { statusId: status.id });
            expect(canary.accepted).toBe(0);
            expect(await db.$count(statusCards)).toBe(0);
        },
    );

    test('does not happen where the operator switched it off', async () => {
        useConfig(readConfig({ ...settings, ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8', ATOLL_PREVIEWS: 'off' }));
        expect(await cardOf(serve('/off', head('<title>T</title>')))).toBeNull();
        expect(asked).toEqual([]);
    });
});

describe('a hostile page', () => {
    const ATTACK = '"><img src=x onerror=alert(1)><script>alert(1)</script>\u202egnp\u0000';
    const escaped = ATTACK.replaceAll('"', '&quot;').replaceAll('\0', '&#0;');

    test('gets no markup and no trick into any field', async () => {
        const url = serve(
            '/xss',
            head(
                `<title>${escaped}</title>` +
                    [
                        'og:title',
                        'og:description',
                        'og:site_name',
                        'og:image',
                        'og:image:alt',
                        'author',
                        'og:locale',
                        'article:published_time',
                        'fediverse:creator',
                        'article:author',
                        'og:image:width',
                    ]
                        .map((name) => `<meta property="${name}" content="${escaped}">`)
                        .join('') +
                    `<script type="application/ld+json">${JSON.stringify({
                        '@type': 'Article',
                        author: { name: ATTACK, url: 'javascript:alert(1)' },
                        publisher: { name: ATTACK },
                        image: 'javascript:alert(1)',
                        datePublished: ATTACK,
                    }).replaceAll('</', '<\\/')}</script>`,
            ),
        );
        const card = await cardOf(url);
        expect(card).not.toBeNull();
        expect(JSON.stringify(card)).not.toMatch(/<(img|script)|onerror|javascript:|\u202e|\\u0000/);
        expect(card).toMatchObject({ author_url: '', published_at: null, html: '' });
    });

    test('gets no text without bounds, and is read in time however it is nested', async () => {
        const long = 'a'.repeat(100_000);
        const card = await cardOf(
            serve('/long', head(`<title>${long}</title><meta name="description" content="${long}">`)),
        );
        expect(card?.title).toHaveLength(400);
        expect(card?.description).toHaveLength(1_000);
        const deep = serve(
            '/deep',
            '<div>'.repeat(150_000) +
                `<script type="application/ld+json">${'['.repeat(90_000)}</script><title>Deep</title>`,
        );
        expect((await cardOf(deep))?.title).toBe('Deep');
    });
});
