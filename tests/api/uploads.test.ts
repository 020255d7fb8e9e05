/** Files that come in parts (tus 1.0.0), through breaks, restarts and repetitions, until they are media. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequest } from '@sveltejs/kit/node';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { mediaAttachments } from '$lib/server/db/schema';
import { forgetOldParts } from '$lib/server/domain/uploads';
import { ask } from '../support/api-routes';
import { call } from '../support/call-endpoint';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { temporaryFolder } from '../support/temporary-folder';
import { HEAD } from '../../src/routes/api/atoll/v1/uploads/[id]/+server';

const db = await testDatabase();
const folder = temporaryFolder();
const UPLOADS = '/api/atoll/v1/uploads';
const TUS = { 'Tus-Resumable': '1.0.0' };
let dataDir = '';
let file: Buffer;
let token: string;

beforeAll(async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    file = await sharp({ create: { width: 120, height: 90, channels: 3, background: 'teal', noise } })
        .png()
        .toBuffer();
});

beforeEach(async () => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
    token = await aToken(db, await anAccount(db));
});

const files = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(dataDir.length + 1));

async function begin(length: number, by = token) {
    const headers = { ...TUS, 'Upload-Length': String(length) };
    const answer = await ask('POST', UPLOADS, { token: by, headers });
    return { ...answer, path: answer.headers.get('Location') ?? '' };
}

const begun = async () => (await begin(file.length)).path;

function send<T = { error: string }>(path: string, offset: number, body: BodyInit, by = token) {
    const headers = {
        ...TUS,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
    };
    return ask<T>('PATCH', path, { token: by, headers, body });
}

const part = (from: number, to?: number) => new Blob([new Uint8Array(file.subarray(from, to))]);

async function offsetOf(path: string, by = token) {
    const params = { id: path.slice(UPLOADS.length + 1) };
    const { status, headers } = await call(HEAD, { method: 'HEAD', token: by, headers: TUS, params });
    return status === 200 ? Number(headers.get('Upload-Offset')) : status;
}

/** What came before the connection broke. */
function breakingAfter(bytes: Buffer) {
    let sent = false;
    return new ReadableStream({
        pull(stream) {
            if (sent) return stream.error(new Error('The connection broke'));
            stream.enqueue(new Uint8Array(bytes));
            sent = true;
        },
    });
}

describe('a file in parts', () => {
    test('becomes a medium with its last one', async () => {
        const { status, path, headers } = await begin(file.length);
        expect(status).toBe(201);
        expect(headers.get('Tus-Resumable')).toBe('1.0.0');
        const first = await send(path, 0, part(0, 5_000));
        expect([first.status, first.headers.get('Upload-Offset')]).toEqual([204, '5000']);
        expect(await offsetOf(path)).toBe(5_000);
        const last = await send<MediaAttachment>(path, 5_000, part(5_000));
        expect(last.status).toBe(200);
        expect(last.body).toMatchObject({ type: 'image', meta: { original: { width: 120, height: 90 } } });
        expect(await db.select().from(mediaAttachments)).toMatchObject([{ id: last.body.id }]);
    });

    test('goes on where it broke off', async () => {
        const path = await begun();
        expect((await send(path, 0, breakingAfter(file.subarray(0, 6_000)))).status).toBe(400);
        expect(await offsetOf(path)).toBe(6_000);
        expect((await send(path, 6_000, part(6_000))).status).toBe(200);
    });

    test('goes on after its connection was cut, also where the server still waits for the rest', async () => {
        const path = await begun();
        const answered: Promise<{ status: number }>[] = [];
        const server = createServer((incoming, outgoing) => {
            const arrive = async () => {
                const { body } = await getRequest({ request: incoming, base: 'http://127.0.0.1' });
                return send(path, 0, body as ReadableStream);
            };
            answered.push(arrive().finally(() => outgoing.end()));
        }).listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        const headers = { 'Content-Type': 'application/offset+octet-stream', 'Content-Length': file.length };
        const sending = request({ port, method: 'PATCH', headers });
        sending.on('error', () => {});
        sending.write(file.subarray(0, 6_000));
        await vi.waitFor(async () => expect(await offsetOf(path)).toBe(6_000));
        sending.destroy();
        expect((await answered[0])?.status).toBe(400);
        server.close();
        expect((await send(path, 6_000, part(6_000))).status).toBe(200);
    });

    test('is one medium, however often its end is asked for', async () => {
        const path = await begun();
        const [first, second] = [
            await send<MediaAttachment>(path, 0, part(0)),
            await send<MediaAttachment>(path, file.length, ''),
        ];
        expect([first.status, second.status]).toEqual([200, 200]);
        expect(second.body.id).toBe(first.body.id);
        expect(await db.select().from(mediaAttachments)).toHaveLength(1);
    });

    test('sent twice at once is one medium', async () => {
        const path = await begun();
        const answers = await Promise.all([send(path, 0, part(0)), send(path, 0, part(0))]);
        const medium = await send(path, file.length, '');
        expect(
            answers.map(({ status }) => status).filter((status) => ![200, 204, 409].includes(status)),
        ).toEqual([]);
        expect(medium.status).toBe(200);
        expect(await db.select().from(mediaAttachments)).toHaveLength(1);
    });

    test('is given up when its sender wants', async () => {
        const path = await begun();
        await send(path, 0, part(0, 5_000));
        expect((await ask('DELETE', path, { token, headers: TUS })).status).toBe(204);
        expect(await offsetOf(path)).toBe(404);
        expect(files()).toEqual([]);
    });

    test('is forgotten when nothing came for a day', async () => {
        const path = await begun();
        await send(path, 0, part(0, 5_000));
        expect(await forgetOldParts()).toBe(0);
        const before = new Date(Date.now() - 90_000_000);
        for (const name of files()) utimesSync(join(dataDir, name), before, before);
        expect(await forgetOldParts()).toBe(1);
        expect(await offsetOf(path)).toBe(404);
    });
});

describe('what is not taken', () => {
    test('is a part that does not continue what is here', async () => {
        const path = await begun();
        await send(path, 0, part(0, 5_000));
        expect((await send(path, 0, part(0, 5_000))).status).toBe(409);
        expect((await send(path, 6_000, part(6_000))).status).toBe(409);
        expect(await offsetOf(path)).toBe(5_000);
    });

    test('is more than was announced', async () => {
        const { path } = await begin(100);
        expect((await send(path, 0, part(0))).status).toBe(413);
        expect(files()).toEqual([]);
    });

    test('is what cannot become anything, as soon as its first bytes tell', async () => {
        const { path } = await begin(1_000_000);
        const { status, body } = await send(path, 0, 'MZ'.repeat(3_000));
        expect([status, body.error]).toEqual([422, expect.stringContaining('Validation failed: File ')]);
        expect(await offsetOf(path)).toBe(404);
        expect(files()).toEqual([]);
    });

    test('is a picture as long as a film', async () => {
        const { path } = await begin(17_000_000);
        expect((await send(path, 0, part(0, 5_000))).status).toBe(413);
    });

    test('is a file too long for anything, or more files than ten', async () => {
        expect((await begin(200_000_000)).status).toBe(413);
        expect((await begin(0)).status).toBe(400);
        const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await begin(10)).status));
        expect(statuses.filter((status) => status === 201)).toHaveLength(10);
        expect(statuses.filter((status) => status === 422)).toHaveLength(2);
    });

    test('is another protocol, or another type', async () => {
        const path = await begun();
        const { status } = await ask('POST', UPLOADS, { token, headers: { 'Upload-Length': '1' } });
        expect(status).toBe(412);
        const headers = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'image/png' };
        expect((await ask('PATCH', path, { token, headers, body: part(0) })).status).toBe(415);
    });
});

test("somebody else's upload does not exist (MED-07)", async () => {
    const path = await begun();
    const eve = await aToken(db, await anAccount(db));
    expect(await offsetOf(path, eve)).toBe(404);
    expect((await send(path, 0, part(0), eve)).status).toBe(404);
    expect((await ask('DELETE', path, { token: eve, headers: TUS })).status).toBe(404);
    expect(await offsetOf(path)).toBe(0);
    for (const id of ['..', '%2e%2e%2f', 'x'.repeat(27)])
        expect(await offsetOf(`${UPLOADS}/${id}`)).toBe(404);
});
