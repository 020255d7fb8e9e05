import { rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RequestEvent } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { config, readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { accounts, mediaAttachments, remoteFiles, remoteSpace } from '$lib/server/db/schema';
import { decideOnDomain } from '$lib/server/domain/moderation';
import { buryStatus } from '$lib/server/domain/statuses';
import { forgetMemory, roomIsKept, spaceUsed } from '$lib/server/domain/remote-files';
import { runJobs } from '$lib/server/jobs';
import { proxiedAddress, shownAddress } from '$lib/server/media';
import { listStored } from '$lib/server/storage';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus } from '../support/factories';
import { temporaryFolder } from '../support/temporary-folder';
import { GET } from '../../src/routes/media-proxy/[signature]/[address]/+server';

const db = await testDatabase();
const dataDir = temporaryFolder();
const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** As long as a film of some seconds; only its beginning is looked at. */
const film = Buffer.alloc(600_000, 'film');
film.write('\0\0\0\x18ftypisom\0\0\0\0isommp42', 0, 'latin1');

let asked: string[] = [];
/** Answers that have begun and wait for the test. */
let held: ServerResponse[] = [];
const origin = createServer((request, response) => {
    const { url = '', headers } = request;
    asked.push(`${url}${headers.range ? ` ${headers.range}` : ''}`);
    if (url.startsWith('/picture')) response.writeHead(200, { 'Content-Type': 'text/html' }).end(png);
    else if (url.startsWith('/slow-film')) {
        response.writeHead(200, { 'Content-Length': film.length }).write(film.subarray(0, 100_000));
        held.push(response);
    } else if (url.startsWith('/film')) {
        const [, first, last] = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '') ?? [];
        const part = film.subarray(Number(first ?? 0), last ? Number(last) + 1 : film.length);
        if (first)
            response.writeHead(206, { 'Content-Range': `bytes ${first}-${last}/${film.length}` }).end(part);
        else response.writeHead(200, { 'Content-Length': film.length }).end(film);
    } else response.writeHead(200, { 'Content-Type': 'image/png' }).end('<svg onload="alert(1)"></svg>');
});
let host = '';

beforeAll(async () => {
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
    host = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
});
afterAll(() => {
    origin.closeAllConnections();
    origin.close();
});
beforeEach(() => {
    asked = [];
    held = [];
    forgetMemory();
    rmSync(join(dataDir, 'media'), { recursive: true, force: true });
    set({});
});

function set(settings: Record<string, string>) {
    useConfig(
        readConfig({
            ATOLL_DATA_DIR: dataDir,
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            ATOLL_FEDERATION_HTTP: '1',
            ...settings,
        }),
    );
}

async function look(
    address: string,
    headers: Record<string, string> = {},
    method = 'GET',
): Promise<Response> {
    const [, , signature = '', encoded = ''] = new URL(address).pathname.split('/');
    const event = {
        params: { signature, address: encoded },
        locals: { requestId: 'test' },
        request: new Request(address, { headers, method }),
    };
    return GET(event as unknown as Parameters<typeof GET>[0] & RequestEvent);
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** Waits until what was fetched is written down. */
async function isKept(url: string) {
    await expect
        .poll(() => db.select().from(remoteFiles).where(eq(remoteFiles.url, url)), {
            interval: 10,
            timeout: 10_000,
        })
        .toEqual([expect.objectContaining({ state: 'kept' })]);
}

test('a picture of another server is shown from here, as what its bytes are, and asked for once', async () => {
    const address = proxiedAddress(`${host}/picture.html`);
    const [first, second] = await Promise.all([look(address), look(address)]);
    expect(first.headers.get('Content-Type')).toBe('image/png');
    expect(first.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await second.arrayBuffer()).equals(png)).toBe(true);
    expect((await look(address)).status).toBe(200);
    expect(asked).toHaveLength(1);
});

test('what only calls itself a picture is not shown, and not asked for again at once', async () => {
    const address = proxiedAddress(`${host}/evil.png`);
    expect((await look(address)).status).toBe(404);
    expect((await look(address)).status).toBe(404);
    expect(asked).toHaveLength(1);
});

test('an address that was not signed here is not fetched: this is no proxy for others', async () => {
    const encoded = Buffer.from(`${host}/picture-of-mine`).toString('base64url');
    expect((await look(`${config().origin}/media-proxy/forged/${encoded}`)).status).toBe(404);
    expect(asked).toEqual([]);
});

test('a picture on an address that is not public is not fetched', async () => {
    set({ ATOLL_OUTBOUND_ALLOW: '' });
    expect((await look(proxiedAddress(`${host}/picture-inside`))).status).toBe(404);
    expect(asked).toEqual([]);
});

describe('what was looked at', () => {
    test('is kept on the disk, and shown from there with what browsers ask about it', async () => {
        const url = `${host}/picture-kept`;
        await look(proxiedAddress(url));
        await isKept(url);
        forgetMemory();
        const again = await look(proxiedAddress(url));
        expect((await bytesOf(again)).equals(png)).toBe(true);
        const etag = again.headers.get('ETag')!;
        expect((await look(proxiedAddress(url), { 'If-None-Match': etag })).status).toBe(304);
        const head = await look(proxiedAddress(url), {}, 'HEAD');
        expect([head.status, head.headers.get('Content-Length'), head.body]).toEqual([
            200,
            String(png.length),
            null,
        ]);
        expect(asked).toHaveLength(1);
        expect(await spaceUsed(db)).toBe(png.length);
    });

    test('comes back when it has left, and when its file is gone', async () => {
        const url = `${host}/picture-back`;
        await look(proxiedAddress(url));
        await isKept(url);
        await db.update(remoteFiles).set({ key: 'remote/gone.png' });
        forgetMemory();
        expect((await bytesOf(await look(proxiedAddress(url)))).equals(png)).toBe(true);
        await isKept(url);
        expect(asked).toHaveLength(2);
        expect(await spaceUsed(db)).toBe(png.length);
    });

    test('is passed on where there is no room for it, and room is made beside', async () => {
        set({ ATOLL_REMOTE_MEDIA_MAX: String(png.length * 5) });
        await db.update(remoteSpace).set({ bytes: png.length * 5 });
        expect((await look(proxiedAddress(`${host}/picture-over`))).status).toBe(200);
        await roomIsKept();
        expect(await spaceUsed(db)).toBeLessThanOrEqual(png.length * 5);
    });

    test('never takes more than it may, whatever comes at once', async () => {
        const most = png.length * 10;
        set({ ATOLL_REMOTE_MEDIA_MAX: String(most) });
        let largest = 0;
        const watch = async () => {
            let bytes = 0;
            for await (const file of listStored('remote', new Date(Date.now() + 60_000))) bytes += file.bytes;
            largest = Math.max(largest, bytes);
        };
        for (let round = 0; round < 4; round++) {
            const all = Array.from({ length: 15 }, (_, n) => `${host}/picture-${round}-${n}`);
            const seen = await Promise.all([...all.map((url) => look(proxiedAddress(url))), watch()]);
            expect(seen.slice(0, -1).every((response) => response?.status === 200)).toBe(true);
            await roomIsKept();
            await watch();
        }
        expect(largest).toBeLessThanOrEqual(most);
        expect(largest).toBeGreaterThan(0);
    });

    test('is kept nowhere where the operator wants that, and not shown at all where they want that', async () => {
        set({ ATOLL_REMOTE_MEDIA: 'proxy' });
        expect((await look(proxiedAddress(`${host}/picture-proxied`))).status).toBe(200);
        expect(await db.select().from(remoteFiles)).toEqual([]);
        set({ ATOLL_REMOTE_MEDIA: 'off' });
        expect(shownAddress(`${host}/picture-off`)).toBeNull();
        expect(shownAddress(`${config().origin}/media/own.png`)).toContain('/media/own.png');
        expect((await look(proxiedAddress(`${host}/picture-off`))).status).toBe(404);
        expect(asked).toHaveLength(1);
    });

    test('is not given out, nor fetched again, once whose it is has been suspended', async () => {
        const url = `${host}/picture-of-vera`;
        const vera = await aRemoteAccount(db);
        await db
            .insert(mediaAttachments)
            .values({ id: newId(), accountId: vera.id, type: 'image', remoteUrl: url });
        expect((await look(proxiedAddress(url))).status).toBe(200);
        await db
            .update(accounts)
            .set({ suspendedAt: new Date(), suspendedBy: 'local' })
            .where(eq(accounts.id, vera.id));
        expect((await look(proxiedAddress(url))).status).toBe(404);
        forgetMemory();
        expect((await look(proxiedAddress(url))).status).toBe(404);
        expect(asked).toHaveLength(1);
    });

    test('leaves with the post that showed it', async () => {
        const [url, other] = [`${host}/picture-deleted`, `${host}/picture-of-another`];
        const vera = await aRemoteAccount(db);
        const post = await aStatus(db, { by: vera });
        await db
            .insert(mediaAttachments)
            .values({ id: newId(), accountId: vera.id, statusId: post.id, type: 'image', remoteUrl: url });
        for (const address of [url, other]) {
            await look(proxiedAddress(address));
            await isKept(address);
        }
        await buryStatus(db, vera, post.uri);
        await runJobs();
        expect((await db.select().from(remoteFiles)).map((row) => row.url)).toEqual([other]);
        expect(await spaceUsed(db)).toBe(png.length);
    });

    test('is removed at once when moderators refuse the media of its people, wherever it lies', async () => {
        const [theirs, url] = [`${host}/picture-of-theirs`, `${host}/picture-of-others`];
        const vera = await aRemoteAccount(db, { domain: 'refused.test' });
        await db
            .insert(mediaAttachments)
            .values({ id: newId(), accountId: vera.id, type: 'image', remoteUrl: theirs });
        for (const address of [theirs, url]) {
            await look(proxiedAddress(address));
            await isKept(address);
        }
        await decideOnDomain(db, 'refused.test', { severity: 'noop', rejectsMedia: true }, { actorId: null });
        expect((await look(proxiedAddress(theirs))).status).toBe(404);
        await runJobs();
        expect((await db.select().from(remoteFiles)).map((row) => row.url)).toEqual([url]);
        await decideOnDomain(db, '127.0.0.1', { severity: 'suspend' }, { actorId: null });
        expect((await look(proxiedAddress(url))).status).toBe(404);
        await runJobs();
        expect(await spaceUsed(db)).toBe(0);
        expect(asked).toHaveLength(2);
    });
});

describe('film and sound', () => {
    const start = { Range: 'bytes=0-' };

    test('are shown while they come, to everybody by one fetch, and in parts once they are here', async () => {
        const url = `${host}/slow-film`;
        const [one, other] = await Promise.all([
            look(proxiedAddress(url), start),
            look(proxiedAddress(url), { Range: 'bytes=20-99' }),
        ]);
        expect([one.status, one.headers.get('Content-Type')]).toEqual([206, 'video/mp4']);
        expect(one.headers.get('Content-Range')).toBe(`bytes 0-${film.length - 1}/${film.length}`);
        expect((await bytesOf(other)).equals(film.subarray(20, 100))).toBe(true);
        held[0]?.end(film.subarray(100_000));
        expect((await bytesOf(one)).equals(film)).toBe(true);
        await isKept(url);
        const later = await look(proxiedAddress(url), { Range: 'bytes=-10' });
        expect((await bytesOf(later)).equals(film.subarray(-10))).toBe(true);
        expect((await look(proxiedAddress(url), { Range: `bytes=${film.length}-` })).status).toBe(416);
        expect(asked).toEqual(['/slow-film']);
        expect(await spaceUsed(db)).toBe(film.length);
    });

    test('that break off are not kept, and give their room back', async () => {
        const url = `${host}/slow-film-broken`;
        const response = await look(proxiedAddress(url), start);
        held[0]?.destroy();
        await expect(bytesOf(response)).rejects.toThrow();
        await expect.poll(() => db.select().from(remoteFiles), { interval: 10 }).toEqual([]);
        expect(await spaceUsed(db)).toBe(0);
    });

    test('that may not be kept are passed on part by part, and no more is asked for than is seen', async () => {
        set({ ATOLL_REMOTE_MEDIA_MAX: '1MB' });
        const url = `${host}/film`;
        const whole = await look(proxiedAddress(url), start);
        expect((await bytesOf(whole)).equals(film)).toBe(true);
        const part = await look(proxiedAddress(url), { Range: 'bytes=1000-1999' });
        expect(part.headers.get('Content-Range')).toBe(`bytes 1000-1999/${film.length}`);
        expect((await bytesOf(part)).equals(film.subarray(1_000, 2_000))).toBe(true);
        expect(asked).toEqual(['/film', '/film bytes=1000-1999']);
        expect(await spaceUsed(db)).toBe(0);
    });
});
