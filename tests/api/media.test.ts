/** Pictures for posts, from the form a client sends to the file others see, and until it is gone. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Instance, MediaAttachment, Status, StatusEdit } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { runJobs } from '$lib/server/jobs';
import { deleteMember } from '$lib/server/domain/users';
import { loadNote, noteDocument } from '$lib/server/federation/documents';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { fetchStored } from '../support/stored-files';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';

const db = await testDatabase();
const folder = temporaryFolder();

beforeEach(() => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

const picture = (width = 12, height = 8, background = 'teal') =>
    sharp({ create: { width, height, channels: 3, background } });
const aJpeg = (width?: number, height?: number) => picture(width, height).jpeg().toBuffer();

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

async function uploaded(token: string, fields: Record<string, string> = {}): Promise<MediaAttachment> {
    return (await upload(token, await aJpeg(), { fields })).body;
}

const post = (token: string, json: object) => ask<Status>('POST', '/api/v1/statuses', { token, json });
const isThere = async (file: MediaAttachment) => [
    (await fetchStored(file.url ?? '')).response.status,
    (await fetchStored(file.preview_url ?? '')).response.status,
];

describe('an upload', () => {
    test.each([
        ['JPEG', 'image/jpeg', () => picture(1_280, 720).jpeg().toBuffer()],
        ['PNG', 'image/png', () => picture(1_280, 720).png().toBuffer()],
        ['16-bit PNG', 'image/png', () => picture(1_280, 720).toColourspace('rgb16').png().toBuffer()],
        ['WebP', 'image/webp', () => picture(1_280, 720).webp().toBuffer()],
        ['still GIF', 'image/gif', () => picture(1_280, 720).gif().toBuffer()],
        ['AVIF', 'image/jpeg', () => picture(1_280, 720).avif({ effort: 0 }).toBuffer()],
        ['CMYK JPEG', 'image/jpeg', () => picture(1_280, 720).toColourspace('cmyk').jpeg().toBuffer()],
    ])('of a %s is ready at once, with sizes, a preview and a blurred picture', async (_, mime, make) => {
        const { token } = await signedIn();
        const { status, body } = await upload(token, await make(), { name: 'x.exe', type: 'text/html' });
        expect(status).toBe(200);
        expect(body).toMatchObject({
            type: 'image',
            meta: {
                original: { width: 1_280, height: 720, size: '1280x720' },
                small: { width: 640, height: 360 },
            },
            description: null,
            remote_url: null,
        });
        expect(body.blurhash).toMatch(/^U.{35}$/);
        const { response, bytes } = await fetchStored(body.url ?? '');
        expect(response.headers.get('content-type')).toBe(mime);
        const { format, space, depth } = await sharp(bytes).metadata();
        expect({ format: `image/${format}`, space, depth }).toEqual({
            format: mime,
            space: 'srgb',
            depth: 'uchar',
        });
        expect((await fetchStored(body.preview_url ?? '')).response.headers.get('content-type')).toBe(
            'image/webp',
        );
    });

    test('is kept whole and never larger than a 4K screen; a single pixel stays one', async () => {
        const { token } = await signedIn();
        const large = await upload(token, await aJpeg(8_000, 3_000));
        expect(large.body.meta?.original).toMatchObject({ width: 4_703, height: 1_764 });
        const one = await upload(token, await aJpeg(1, 1));
        expect(one.body.meta).toMatchObject({ original: { size: '1x1' }, small: { size: '1x1' } });
    });

    test('that moves keeps moving; its preview stands still', async () => {
        const { token } = await signedIn();
        const frames = [
            await picture(24, 24).png().toBuffer(),
            await picture(24, 24, 'red').png().toBuffer(),
        ];
        const film = await sharp(frames, { join: { animated: true } })
            .webp({ delay: [100, 100] })
            .toBuffer();
        const { body } = await upload(token, film);
        expect(body).toMatchObject({ type: 'image', meta: { original: { size: '24x24' } } });
        const [original, preview] = await Promise.all(
            [body.url, body.preview_url].map(async (address) =>
                sharp((await fetchStored(address ?? '')).bytes).metadata(),
            ),
        );
        expect(original).toMatchObject({ format: 'webp', pages: 2 });
        expect(preview?.pages ?? 1).toBe(1);
    });

    test.each([1, 2, 3, 4, 5, 6, 7, 8])(
        'with the orientation %i of a camera stands upright',
        async (orientation) => {
            const { token } = await signedIn();
            const { body } = await upload(
                token,
                await picture(40, 20).withMetadata({ orientation }).jpeg().toBuffer(),
            );
            const size = orientation < 5 ? '40x20' : '20x40';
            expect(body.meta).toMatchObject({ original: { size }, small: { size } });
        },
    );

    test('brings its description and focal point, and both can be said anew', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token, { description: 'A cat', focus: '-0.5,0.25' });
        expect(file).toMatchObject({ description: 'A cat', meta: { focus: { x: -0.5, y: 0.25 } } });
        const path = `/api/v1/media/${file.id}`;
        const form = { description: 'A 👩‍👩‍👧 cat', focus: '1,-1' };
        expect((await ask('PUT', path, { token, form })).body).toMatchObject({
            description: 'A 👩‍👩‍👧 cat',
            meta: { focus: { x: 1, y: -1 } },
        });
        expect((await ask('PUT', path, { token, json: { description: '' } })).body).toMatchObject({
            description: null,
            meta: { focus: { x: 1, y: -1 } },
        });
        expect((await ask('GET', path, { token })).body).toMatchObject({ id: file.id, description: null });
    });

    test.each([
        ['a description that is too long', { description: 'x'.repeat(10_001) }],
        ['a focus outside', { focus: '0,1.1' }],
        ['a focus that is none', { focus: 'left' }],
    ])('with %s is refused', async (_, fields) => {
        const { token } = await signedIn();
        expect((await upload(token, await aJpeg(), { fields })).status).toBe(422);
    });

    test('may carry a description of ten thousand characters, whatever they are', async () => {
        const { token } = await signedIn();
        const description = '🐈'.repeat(10_000);
        expect((await upload(token, await aJpeg(), { fields: { description } })).body.description).toBe(
            description,
        );
    });

    test('is announced: what is read, how large, how many, how well described', async () => {
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body.configuration.statuses.max_media_attachments).toBe(4);
        expect(body.configuration.media_attachments).toEqual({
            supported_mime_types: expect.arrayContaining([
                ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
                ...['video/mp4', 'video/quicktime', 'video/webm'],
                ...['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/flac'],
            ]),
            image_size_limit: 16_777_216,
            image_matrix_limit: 40_000_000,
            video_size_limit: 103_809_024,
            video_frame_rate_limit: 120,
            video_matrix_limit: 8_294_400,
            description_limit: 10_000,
        });
    });

    test('works the same at the older address; without a file it is refused', async () => {
        const { token } = await signedIn();
        expect((await upload(token, await aJpeg(), { path: '/api/v1/media' })).body.url).toMatch(/\.jpg$/);
        const empty = await ask('POST', '/api/v2/media', { token, form: { description: 'x' } });
        expect(empty).toMatchObject({
            status: 422,
            body: { error: "Validation failed: File can't be blank" },
        });
    });
});

describe('a stored file', () => {
    test('is served under a name nobody guesses, to stay, and never as a page', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token);
        expect(file.url).toMatch(/\/media\/attachments\/[\w-]{27}\.jpg$/);
        expect(file.preview_url).toMatch(/\/media\/previews\/[\w-]{27}\.webp$/);
        const { response } = await fetchStored(file.url ?? '');
        expect(Object.fromEntries(response.headers)).toMatchObject({
            'content-type': 'image/jpeg',
            'cache-control': 'public, max-age=31536000, immutable',
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
            'accept-ranges': 'bytes',
            'access-control-allow-origin': '*',
        });
    });

    test.each([
        ['bytes=0-3', 206, [0, 4]],
        ['bytes=4-', 206, [4, undefined]],
        ['bytes=-5', 206, [-5, undefined]],
        ['bytes=2-999999', 206, [2, undefined]],
        ['bytes=5-2', 200, [0, undefined]],
        ['bytes=0-1,3-4', 200, [0, undefined]],
        ['lines=1-2', 200, [0, undefined]],
        ['bytes=999999-', 416, [0, 0]],
        ['bytes=-0', 416, [0, 0]],
    ] as const)('is answered in parts where a part is asked for: %s', async (range, status, [from, to]) => {
        const { token } = await signedIn();
        const { url } = await uploaded(token);
        const whole = (await fetchStored(url ?? '')).bytes;
        const { response, bytes } = await fetchStored(url ?? '', { range });
        expect(response.status).toBe(status);
        expect(bytes).toEqual(whole.subarray(from, to));
        if (status !== 416) expect(response.headers.get('content-length')).toBe(String(bytes.length));
        if (status === 206) {
            const start = whole.indexOf(bytes);
            expect(response.headers.get('content-range')).toBe(
                `bytes ${start}-${start + bytes.length - 1}/${whole.length}`,
            );
        }
    });
});

describe('a post with pictures', () => {
    test('shows them in the order they were named in, and tells other servers all of them', async () => {
        const { token } = await signedIn();
        const a = await uploaded(token, { description: 'First', focus: '0.5,-0.5' });
        const b = await uploaded(token);
        const { status, body } = await post(token, { status: 'Look', media_ids: [b.id, a.id] });
        expect(status).toBe(200);
        expect(body.media_attachments).toEqual([b, a]);
        const note = noteDocument((await loadNote(db, body.id))!);
        expect(note.attachment).toMatchObject([
            { type: 'Document', mediaType: 'image/jpeg', url: b.url, name: null },
            {
                url: a.url,
                name: 'First',
                blurhash: a.blurhash,
                focalPoint: [0.5, -0.5],
                width: 12,
                height: 8,
            },
        ]);
    });

    test('needs no words; more than four, or one named twice, are refused', async () => {
        const { token } = await signedIn();
        const ids: string[] = [];
        for (let i = 0; i < 5; i++) ids.push((await uploaded(token)).id);
        expect((await post(token, { media_ids: ids })).status).toBe(422);
        expect((await post(token, { media_ids: [ids[0], ids[0]] })).status).toBe(422);
        expect((await post(token, { media_ids: ids.slice(0, 4) })).status).toBe(200);
    });

    test('holds them: they are not deleted, described past it, or shown by another', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token);
        await post(token, { status: 'Look', media_ids: [file.id] });
        const path = `/api/v1/media/${file.id}`;
        expect(await ask('DELETE', path, { token })).toMatchObject({
            status: 422,
            body: { error: 'Media attachment is currently used by a status' },
        });
        expect((await ask('PUT', path, { token, json: { description: 'x' } })).status).toBe(404);
        expect((await post(token, { status: 'Again', media_ids: [file.id] })).status).toBe(422);
        expect(await isThere(file)).toEqual([200, 200]);
    });
});

describe('a file that nobody shall see any more', () => {
    test('leaves the disk when its member deletes it', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token);
        expect(await ask('DELETE', `/api/v1/media/${file.id}`, { token })).toMatchObject({
            status: 200,
            body: {},
        });
        await runJobs();
        expect(await isThere(file)).toEqual([404, 404]);
        expect((await ask('GET', `/api/v1/media/${file.id}`, { token })).status).toBe(404);
    });

    test('has another address once its post is deleted, where it waits to be posted again (PRIV-15)', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token, { description: 'A cat' });
        const { body: made } = await post(token, {
            status: 'Look',
            visibility: 'direct',
            media_ids: [file.id],
        });
        const { body: gone } = await ask<Status>('DELETE', `/api/v1/statuses/${made.id}`, { token });
        await runJobs();
        expect(await isThere(file)).toEqual([404, 404]);
        const [waiting] = gone.media_attachments;
        expect(waiting).toMatchObject({ id: file.id, description: 'A cat', blurhash: file.blurhash });
        expect(await isThere(waiting!)).toEqual([200, 200]);
        const again = await post(token, { status: 'Better', media_ids: [file.id] });
        expect(again.body.media_attachments).toEqual([waiting]);
    });

    test('is gone with its post where the client asks for that', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token);
        const { body: made } = await post(token, { status: 'Look', media_ids: [file.id] });
        await ask('DELETE', `/api/v1/statuses/${made.id}?delete_media=true`, { token });
        await runJobs();
        expect(await isThere(file)).toEqual([404, 404]);
        expect((await post(token, { status: 'Again', media_ids: [file.id] })).status).toBe(422);
    });

    test('is shown by the history of an edited post, and goes with it', async () => {
        const { token } = await signedIn();
        const file = await uploaded(token);
        const { body: made } = await post(token, { status: 'Look', media_ids: [file.id] });
        const path = `/api/v1/statuses/${made.id}`;
        await ask('PUT', path, { token, json: { status: 'Do not look' } });
        const { body: history } = await ask<StatusEdit[]>('GET', `${path}/history`, { token });
        expect(history.map((edit) => edit.media_attachments.length)).toEqual([1, 0]);
        expect(await isThere(file)).toEqual([200, 200]);
        await ask('DELETE', path, { token });
        await runJobs();
        expect(await isThere(file)).toEqual([404, 404]);
    });

    test('goes with its member', async () => {
        const { token, account } = await signedIn();
        const file = await uploaded(token);
        await post(token, { status: 'Look', media_ids: [file.id] });
        const user = await db.query.users.findFirst({
            where: (row, { eq }) => eq(row.accountId, account.id),
        });
        await deleteMember(db, { userId: user!.id, accountId: account.id });
        await runJobs();
        expect(await isThere(file)).toEqual([404, 404]);
    });
});
