/** Files of members over real sockets, as browsers and attackers ask for them. MED-04, XSS-09. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anS3Server } from '../../../tests/support/s3-server';
import { temporaryFolder } from '../../../tests/support/temporary-folder';
import { readConfig, useConfig } from './config';
import { log } from './log';
import { serveMedia } from './serve-media';
import { newKey, put, withExtension } from './storage';

const dataDir = temporaryFolder();
const here = { ATOLL_DATA_DIR: dataDir, ATOLL_ORIGIN: 'https://social.test' };
const server = createServer((request, response) => {
    if (!serveMedia(request, response)) response.writeHead(418).end();
});
let port = 0;
let key = '';

beforeAll(async () => {
    log.level = 'silent';
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());
beforeEach(async () => {
    useConfig(readConfig(here));
    key = newKey('attachments', 'png');
    await put(key, Buffer.from('0123456789'));
});

/** The path goes out as it is written: no browser tidies it up. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const asking = ask({ port, path, method, headers: { connection: 'close', ...headers } }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    const text = (await buffer(response)).toString();
    return { status: response.statusCode, headers: response.headers, text };
}

const file = (headers?: Record<string, string>, method?: string) => get(`/media/${key}`, headers, method);

describe('a file', () => {
    test('is given with a type of our choosing, a name that tells nothing, and nothing of it runs (XSS-09)', async () => {
        const { status, headers, text } = await file();
        expect([status, text]).toEqual([200, '0123456789']);
        expect(headers).toMatchObject({
            'content-type': 'image/png',
            'content-length': '10',
            'content-disposition': 'inline; filename="media.png"',
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
            'cross-origin-resource-policy': 'cross-origin',
            'access-control-allow-origin': '*',
            'cache-control': 'public, max-age=31536000, immutable',
            'accept-ranges': 'bytes',
            'strict-transport-security': 'max-age=31536000',
        });
    });

    test.each([
        ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
        ['bytes=7-', 206, '789', 'bytes 7-9/10'],
        ['bytes=-2', 206, '89', 'bytes 8-9/10'],
        ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
        ['bytes=10-', 416, '', 'bytes */10'],
        ['bytes=0-1,3-4', 200, '0123456789', undefined],
        ['lines=1-2', 200, '0123456789', undefined],
    ])('is given in parts: %s', async (range, status, text, contentRange) => {
        const answer = await file({ range });
        expect([answer.status, answer.text]).toEqual([status, text]);
        expect(answer.headers['content-range']).toBe(contentRange);
    });

    test('is not given to whoever has it', async () => {
        const { etag = '', 'last-modified': modified = '' } = (await file()).headers;
        for (const headers of [
            { 'if-none-match': etag },
            { 'if-none-match': `"x", W/${etag}` },
            { 'if-none-match': '*' },
            { 'if-modified-since': modified },
        ] as Record<string, string>[]) {
            const { status, text } = await file(headers);
            expect([status, text], JSON.stringify(headers)).toEqual([304, '']);
        }
        for (const headers of [
            { 'if-none-match': '"x"' },
            { 'if-none-match': '"x"', 'if-modified-since': modified },
            { 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
        ] as Record<string, string>[])
            expect((await file(headers)).status, JSON.stringify(headers)).toBe(200);
    });

    test('goes on in parts only where it is still the same', async () => {
        const { etag = '' } = (await file()).headers;
        expect((await file({ range: 'bytes=2-4', 'if-range': etag })).status).toBe(206);
        expect((await file({ range: 'bytes=2-4', 'if-range': '"x"' })).status).toBe(200);
    });

    test('is told of without being sent', async () => {
        const { status, headers, text } = await file({}, 'HEAD');
        expect([status, headers['content-length'], text]).toEqual([200, '10', '']);
    });

    test('is given as its twin to whoever accepts it, and caches know', async () => {
        await put(withExtension(key, 'webp'), Buffer.from('smaller'));
        const twin = await file({ accept: 'image/webp,*/*' });
        expect([twin.text, twin.headers['content-type'], twin.headers.vary]).toEqual([
            'smaller',
            'image/webp',
            'Accept',
        ]);
        const own = await file({ accept: '*/*' });
        expect([own.text, own.headers.vary]).toEqual(['0123456789', 'Accept']);
        expect(own.headers.etag).not.toBe(twin.headers.etag);
    });

    test('is only read', async () => {
        expect((await file({}, 'POST')).status).toBe(405);
        expect((await file({}, 'OPTIONS')).status).toBe(204);
    });
});

describe('no other path leads to a file', () => {
    beforeAll(() => {
        mkdirSync(join(dataDir, 'media'), { recursive: true });
        writeFileSync(join(dataDir, 'secret.json'), '{}');
    });

    test.each([
        '/media/../secret.json',
        '/media/..%2fsecret.json',
        '/media/..%2f..%2fpackage.json',
        '/media/%2e%2e/secret.json',
        '/media/%00',
        '/media//etc/passwd',
        '/media/attachments',
        '/media/',
        '/media/attachments/../../secret.json',
        `/media/attachments/${'x'.repeat(4_000)}.png`,
    ])('%s (MED-04)', async (path) => {
        expect(await get(path)).toMatchObject({ status: 404, text: '' });
    });

    test('to what was uploaded and is not ready, and to what is of other servers', async () => {
        for (const kind of ['sources', 'remote'] as const) {
            const hidden = newKey(kind, 'png');
            await put(hidden, Buffer.from('x'));
            expect((await get(`/media/${hidden}`)).status).toBe(404);
        }
    });

    test('to a file of a type that is not ours to show (XSS-09)', async () => {
        for (const extension of ['svg', 'html', 'js', 'pdf', 'bin']) {
            const odd = newKey('attachments', extension);
            await put(odd, Buffer.from('<script>'));
            expect((await get(`/media/${odd}`)).status).toBe(404);
        }
    });
});

describe('media with a host of their own', () => {
    beforeEach(() => useConfig(readConfig({ ...here, ATOLL_MEDIA_ORIGIN: 'https://media.test' })));

    test('are there, and nothing else is', async () => {
        expect((await file({ host: 'media.test' })).text).toBe('0123456789');
        for (const path of ['/', '/api/v1/instance', '/auth/sign-in', '/@ana', '/socket.io/', '/healthz'])
            expect((await get(path, { host: 'media.test' })).status, path).toBe(404);
    });

    test('are led to from where they were before', async () => {
        const { status, headers } = await file({ host: 'social.test' });
        expect([status, headers.location]).toEqual([308, `https://media.test/media/${key}`]);
        expect((await get('/api/v1/instance', { host: 'social.test' })).status).toBe(418);
    });
});

test('files in a bucket are given in the same way, and their absence is said to pass', async () => {
    const bucket = await anS3Server(temporaryFolder());
    useConfig(readConfig({ ...here, ...bucket.settings }));
    key = newKey('attachments', 'mp4');
    await put(key, Buffer.from('0123456789'));
    const { status, headers, text } = await file({ range: 'bytes=-3' });
    expect([status, text, headers['content-range']]).toEqual([206, '789', 'bytes 7-9/10']);
    useConfig(readConfig({ ...here, ...bucket.settings, ATOLL_S3_ENDPOINT: 'http://127.0.0.1:9' }));
    expect((await file()).status).toBe(503);
});
