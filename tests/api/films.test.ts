/** Film and sound for posts, from what a camera wrote to what every browser plays. MED-03, MED-06. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MediaAttachment, Status } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { loadNote, noteDocument } from '$lib/server/federation/documents';
import { runJobs } from '$lib/server/jobs';
import { ffmpegInUse } from '$lib/server/media';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { aFilm, box, mediaFile, withBox } from '../support/media-files';
import { fetchStored } from '../support/stored-files';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';

const db = await testDatabase();
const folder = temporaryFolder();
let dataDir = '';

/** The one that is everywhere, unless a claim is about the host's. */
function useEngine(ffmpeg: 'off' | 'auto'): void {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(
        readConfig({
            ATOLL_DATA_DIR: dataDir,
            ATOLL_RATE_LIMITS: 'off',
            ATOLL_FFMPEG: ffmpeg,
            PATH: process.env.PATH,
        }),
    );
}

beforeEach(() => useEngine('off'));

const signedIn = async () => aToken(db, await anAccount(db));
const read = (token: string, { id }: { id: string }) =>
    ask<MediaAttachment & { error?: string }>('GET', `/api/v1/media/${id}`, { token });
const files = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(dataDir.length + 1));

/** Sends it, has it worked on, and reads it. */
async function made(token: string, bytes: Buffer, options: Parameters<typeof upload>[2] = {}) {
    const { body } = await upload(token, bytes, { name: 'x.exe', type: 'text/html', ...options });
    await runJobs();
    return (await read(token, body)).body;
}

/** What is served, as anybody can look into it. */
async function lookInto(address: string | null) {
    const { response, bytes } = await fetchStored(address ?? '');
    using input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
    const [picture, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    return {
        bytes,
        type: response.headers.get('content-type'),
        tracks: (await input.getTracks()).length,
        picture: (await picture?.getCodec()) ?? undefined,
        sound: (await sound?.getCodec()) ?? undefined,
        rates: await picture?.computeFrameRateMetrics(),
    };
}

const isFilm = { type: 'video/mp4', picture: 'avc' };

/** Each of our files, what is made of it, and how the answer calls that. */
const KINDS = [
    ['film.mp4', 'video', { ...isFilm, sound: 'aac', tracks: 2 }],
    ['film.m4v', 'video', { ...isFilm, sound: 'aac', tracks: 2 }],
    ['film.webm', 'video', { ...isFilm, sound: 'aac', tracks: 2 }],
    ['film.mov', 'video', { ...isFilm, sound: 'aac', tracks: 2 }],
    ['hevc.mov', 'gifv', { ...isFilm, sound: undefined, tracks: 1 }],
    ['odd.mp4', 'gifv', { ...isFilm, sound: undefined, tracks: 1 }],
    ['silent.mp4', 'gifv', { ...isFilm, sound: undefined, tracks: 1 }],
    ['moving.gif', 'gifv', { ...isFilm, sound: undefined, tracks: 1 }],
    ['sound.mp3', 'audio', { type: 'audio/mpeg', sound: 'mp3', tracks: 1 }],
    ['sound.m4a', 'audio', { type: 'audio/mp4', sound: 'aac', tracks: 1 }],
    ['sound.ogg', 'audio', { type: 'audio/mpeg', sound: 'mp3', tracks: 1 }],
    ['sound.opus', 'audio', { type: 'audio/mpeg', sound: 'mp3', tracks: 1 }],
    ['sound.wav', 'audio', { type: 'audio/mpeg', sound: 'mp3', tracks: 1 }],
    ['sound.flac', 'audio', { type: 'audio/mpeg', sound: 'mp3', tracks: 1 }],
] as const;

describe('an upload', () => {
    test.each(KINDS)(
        'of %s is worked on, and becomes a %s that everybody plays',
        async (name, type, expected) => {
            const token = await signedIn();
            const sent = await upload(token, mediaFile(name), { name: 'x.exe', type: 'text/html' });
            expect(sent).toMatchObject({
                status: 202,
                body: { type, url: null, preview_url: null, progress: 0 },
            });
            expect(await read(token, sent.body)).toMatchObject({
                status: 206,
                body: { url: null, progress: 0 },
            });
            await runJobs();
            const { status, body } = await read(token, sent.body);
            expect(status).toBe(200);
            expect(body.type).toBe(type);
            expect(await lookInto(body.url)).toMatchObject(expected);
            expect(body.meta?.original?.duration).toBeCloseTo(1, 0);
            if (type === 'audio') {
                expect(body).toMatchObject({ preview_url: null, blurhash: null });
                expect(body.meta?.waveform?.length).toBeGreaterThan(10);
                expect(Math.max(...(body.meta?.waveform ?? []))).toBe(99);
            } else {
                const size = name === 'moving.gif' ? '64x36' : '128x72';
                expect(body.meta).toMatchObject({
                    size,
                    fps: 10,
                    original: { size, frame_rate: '10/1' },
                    small: { size },
                });
                expect(body.blurhash).toMatch(/^U.{35}$/);
                const poster = await fetchStored(body.preview_url ?? '');
                expect(poster.response.headers.get('content-type')).toBe('image/webp');
            }
            expect(files().filter((path) => /sources|scratch|unfinished/.test(path))).toEqual([]);
        },
    );
});

describe('while it is worked on', () => {
    test('it cannot be posted yet; afterwards it is, alone or as one of four that run by themselves', async () => {
        const token = await signedIn();
        const [film, loop] = [
            (await upload(token, mediaFile('film.mp4'))).body,
            (await upload(token, mediaFile('silent.mp4'))).body,
        ];
        const post = (...media_ids: string[]) =>
            ask<Status>('POST', '/api/v1/statuses', { token, json: { status: 'Look', media_ids } });
        expect((await post(film.id)).status).toBe(422);
        await runJobs();
        const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
            .png()
            .toBuffer();
        const { id } = (await upload(token, picture)).body;
        expect((await post(film.id, id)).status).toBe(422);
        expect((await post(loop.id, id)).body.media_attachments.map(({ type }) => type)).toEqual([
            'gifv',
            'image',
        ]);
        const { body } = await post(film.id);
        expect(body.media_attachments[0]).toMatchObject({ type: 'video', meta: { audio_encode: 'aac' } });
        const parts = await loadNote(db, body.id);
        expect(noteDocument(parts!).attachment).toMatchObject([
            {
                type: 'Document',
                mediaType: 'video/mp4',
                url: body.media_attachments[0]?.url,
                width: 128,
                height: 72,
                duration: 'PT1S',
                icon: { type: 'Image', mediaType: 'image/webp', url: body.media_attachments[0]?.preview_url },
            },
        ]);
    });

    test('the older address keeps its caller waiting until it is ready', async () => {
        const token = await signedIn();
        const answer = upload(token, mediaFile('silent.mp4'), { path: '/api/v1/media' });
        let isAnswered = false;
        void answer.finally(() => (isAnswered = true));
        while (!isAnswered) await runJobs().then(() => new Promise((turn) => setImmediate(turn)));
        expect(await answer).toMatchObject({ status: 200, body: { type: 'gifv' } });
        expect((await answer).body.url).toMatch(/\.mp4$/);
    });

    test('its owner may delete it, and nothing of it stays', async () => {
        const token = await signedIn();
        const { body } = await upload(token, mediaFile('silent.mp4'));
        expect(files()).toHaveLength(1);
        expect((await ask('DELETE', `/api/v1/media/${body.id}`, { token })).status).toBe(200);
        await runJobs();
        expect(files()).toEqual([]);
    });

    test('what cannot be decoded fails with a reason, and leaves no file', async () => {
        const token = await signedIn();
        const broken = withBox(mediaFile('silent.mp4'), ['mdat'], (data) => Buffer.alloc(data.length, 7));
        const { status, body } = await upload(token, broken);
        expect(status).toBe(202);
        await runJobs();
        expect(await read(token, body)).toMatchObject({
            status: 422,
            body: { error: expect.stringMatching(/^Validation failed: File cannot be read/) },
        });
        expect(files()).toEqual([]);
    });
});

describe('what the camera wrote', () => {
    test.each([90, 180] as const)('turned by %i degrees stands upright', async (rotation) => {
        const film = await made(await signedIn(), await aFilm({ rotation }));
        const size = rotation === 180 ? '128x72' : '72x128';
        expect(film.meta).toMatchObject({ original: { size }, small: { size } });
        const poster = await fetchStored(film.preview_url ?? '');
        const { width, height } = await sharp(poster.bytes).metadata();
        expect(`${width}x${height}`).toBe(size);
    });

    test.each(['silent.mp4', 'odd.mp4'])(
        'at a rate that varies keeps its times, whether it is made anew or not: %s',
        async (from) => {
            // Ten frames that come later and later, from 50 ms apart to 500 ms.
            const at = (index: number) => (index * (index + 1)) / 40;
            const film = await lookInto((await made(await signedIn(), await aFilm({ at, from }))).url);
            expect(film.rates).toMatchObject({ frameRateIsConstant: false });
            expect(film.rates?.maxFrameRate).toBeCloseTo(20, 0);
            expect(film.rates?.minFrameRate).toBeLessThan(3);
        },
    );

    test('and knew of the place is not told by what is served, nor by what stands for it (MED-06)', async () => {
        const place = box('udta', box('\xa9xyz', '\0\x17\x15\xc7SpyCam+51.5074-000.1278/'));
        const known = ['film.mp4', 'film.mov'].map((name) =>
            withBox(mediaFile(name), ['moov'], (movie) => Buffer.concat([movie, place])),
        );
        const sound = Buffer.concat([id3('TIT2', Buffer.from('\0SpyCam')), mediaFile('sound.mp3')]);
        const token = await signedIn();
        for (const given of [...known, sound]) {
            expect(given.includes('SpyCam')).toBe(true);
            const file = await made(token, given);
            const shown = [file.url, file.preview_url].filter((address) => address !== null);
            for (const address of shown) {
                const { bytes } = await fetchStored(address);
                expect(bytes.length).toBeGreaterThan(0);
                expect(/SpyCam|\u00a9xyz|51\.5074/.test(bytes.toString('latin1'))).toBe(false);
            }
        }
    });
});

/** A tag of MP3 with one frame (ID3v2.3). */
function id3(name: string, content: Buffer): Buffer {
    const frame = Buffer.concat([Buffer.from(name), Buffer.alloc(6), content]);
    frame.writeUInt32BE(content.length, 4);
    const size = [21, 14, 7, 0].map((bits) => (frame.length >> bits) & 0x7f);
    return Buffer.concat([Buffer.from('ID3\x03\0\0'), Buffer.from(size), frame]);
}

describe('what is shown before it is played', () => {
    const picture = (background: string) =>
        sharp({ create: { width: 60, height: 40, channels: 3, background } })
            .jpeg()
            .toBuffer();
    const colourOf = async (address: string | null) =>
        (await sharp((await fetchStored(address ?? '')).bytes).stats()).dominant;

    test('is the cover that sound brings along', async () => {
        const cover = Buffer.concat([Buffer.from('\0image/jpeg\0\x03\0', 'latin1'), await picture('red')]);
        const sound = Buffer.concat([id3('APIC', cover), mediaFile('sound.mp3')]);
        const file = await made(await signedIn(), sound);
        expect(file).toMatchObject({ type: 'audio', meta: { small: { size: '60x40' } } });
        expect(await colourOf(file.preview_url)).toMatchObject({ r: 248, g: 8, b: 8 });
    });

    test('is what somebody sends with it', async () => {
        const file = await made(await signedIn(), mediaFile('film.mp4'), {
            thumbnail: await picture('blue'),
        });
        expect(file.meta).toMatchObject({ original: { size: '128x72' }, small: { size: '60x40' } });
        expect(await colourOf(file.preview_url)).toMatchObject({ r: 8, g: 8, b: 248 });
        expect(files()).toHaveLength(2);
    });
});

describe("the host's ffmpeg", async () => {
    useEngine('auto');
    const { path, version } = await ffmpegInUse();
    test.skipIf(path === undefined)(`makes the same (${version})`, async () => {
        useEngine('auto');
        const token = await signedIn();
        for (const [name, type, expected] of KINDS) {
            const file = await made(token, mediaFile(name));
            expect(file, name).toMatchObject({ type });
            expect(await lookInto(file.url), name).toMatchObject(expected);
        }
    });
});
