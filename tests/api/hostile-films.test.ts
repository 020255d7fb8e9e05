/** What somebody may send instead of film or sound. MED-03, SSRF-11. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { filmJob } from '$lib/server/effects/film-job';
import { runJobs } from '$lib/server/jobs';
import { ffmpegInUse } from '$lib/server/media';
import { hostFfmpeg } from '$lib/server/media/films/host-ffmpeg';
import { wasmFfmpeg } from '$lib/server/media/films/wasm-ffmpeg';
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

function useEngine(ffmpeg: 'off' | 'auto'): void {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off', ATOLL_FFMPEG: ffmpeg }));
}

useEngine('auto');
/** Undefined where there is none, as on machines that only test. */
const { path: host } = await ffmpegInUse();
const engines = host ? (['off', 'auto'] as const) : (['off'] as const);

beforeEach(() => useEngine('off'));

const signedIn = async () => aToken(db, await anAccount(db));
const files = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

describe('a film that says of itself to be more than is taken on (MED-03)', () => {
    const sized = (width: number, height: number) =>
        withBox(mediaFile('silent.mp4'), ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'], (content) => {
            const said = Buffer.from(content);
            said.writeUInt16BE(width, 40);
            said.writeUInt16BE(height, 42);
            return said;
        });

    test.each([
        ['16,000 pixels each way', () => sized(16_000, 16_000)],
        ['a thousand frames a second', () => aFilm({ at: (index) => index / 1_000 })],
        ['ten hours', () => aFilm({ at: (index) => index * 3_600 })],
        ['two hundred streams', () => aFilm({ tracks: 200 })],
        ['an index that was cut off', () => mediaFile('silent.mp4').subarray(0, -100)],
        ['an index alone', () => mediaFile('silent.mp4').subarray(-900)],
        ['the first half of a WebM header', () => mediaFile('film.webm').subarray(0, 60)],
        [
            'a sound that is called a film',
            () => Buffer.concat([box('ftyp', 'isom\0\0\0\0'), mediaFile('sound.mp3')]),
        ],
    ])('is refused at once: %s', async (_, make) => {
        const token = await signedIn();
        const bytes = await make();
        const began = performance.now();
        const { status, body } = await upload<{ error: string }>(token, bytes, { name: 'film.mp4' });
        expect(status).toBe(422);
        expect(body.error).toMatch(/^Validation failed: File /);
        expect(performance.now() - began).toBeLessThan(5_000);
        expect(files()).toEqual([]);
    });

    test('or hides it is cut to what it promised', async () => {
        const token = await signedIn();
        // The index promises one second; what follows it is never reached.
        const { body } = await upload(token, Buffer.concat([mediaFile('film.webm'), mediaFile('film.webm')]));
        await runJobs();
        const read = await ask<MediaAttachment>('GET', `/api/v1/media/${body.id}`, { token });
        expect(read.body.meta?.original?.duration).toBeLessThan(3);
    });
});

describe('what makes a player read other files and places (SSRF-11)', () => {
    const heard: string[] = [];
    const canary = createServer((request, response) => {
        heard.push(request.url ?? '');
        response.end('#EXTM3U\n');
    });
    let address = '';

    beforeAll(async () => {
        await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready));
        address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    });
    afterAll(() => new Promise((closed) => canary.close(closed)));
    beforeEach(() => void heard.splice(0));

    const playlist = () =>
        `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\n${address}/list.ts\nfile:///etc/passwd\n#EXT-X-ENDLIST\n`;
    const texts: [string, () => string][] = [
        ['a playlist', playlist],
        ['a list of files', () => `ffconcat version 1.0\nfile ${address}/concat\nfile /etc/passwd\n`],
        [
            'a session',
            () =>
                `v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=control:${address}/sdp\n`,
        ],
        [
            'a manifest',
            () => `<?xml version="1.0"?><MPD><Period><BaseURL>${address}/mpd</BaseURL></Period></MPD>`,
        ],
        [
            'a film with a playlist for subtitles',
            () => `RIFF\xff\0\0\0AVI LIST\x14\0\0\0hdrlGAB2\0${playlist()}`,
        ],
        ['a playlist behind the name of a film', () => `\0\0\0\x10ftypisom\0\0\0\0${playlist()}`],
        ['a playlist behind a tag of sound', () => `ID3\x03\0\0\0\0\0\0${playlist()}`],
        ['a playlist behind the name of sound', () => `RIFF\xff\0\0\0WAVE${playlist()}`],
        ['a playlist behind the name of a WebM', () => `\x1a\x45\xdf\xa3\x87\x42\x82\x84webm${playlist()}`],
    ];

    test.each(texts)('is refused whatever it is called, and nobody is asked: %s', async (_, text) => {
        const token = await signedIn();
        for (const name of ['a.mp4', 'a.mov', 'a.mp3', 'a.webm', 'a.m3u8']) {
            const { status } = await upload(token, Buffer.from(text(), 'latin1'), {
                name,
                type: 'video/mp4',
            });
            expect(status).toBe(422);
        }
        expect(heard).toEqual([]);
        expect(files()).toEqual([]);
    });

    test.each(engines)('is not followed by a film whose parts are elsewhere (ffmpeg: %s)', async (engine) => {
        useEngine(engine);
        const token = await signedIn();
        for (const place of [`${address}/part`, '/etc/passwd']) {
            const elsewhere = withBox(
                mediaFile('film.mov'),
                ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'],
                () => box('url ', '\0\0\0\0', `${place}\0`),
            );
            const { status, body } = await upload(token, elsewhere);
            await runJobs();
            if (status !== 202) continue;
            const read = await ask<MediaAttachment>('GET', `/api/v1/media/${body.id}`, { token });
            if (read.body.url) expect((await fetchStored(read.body.url)).bytes.includes('root:')).toBe(false);
        }
        expect(heard).toEqual([]);
    });

    test.each(engines)(
        'would reach nothing even where a reader of it were chosen (ffmpeg: %s)',
        async (engine) => {
            const input = join(dataDir, 'list');
            writeFileSync(input, playlist());
            const ffmpeg = engine === 'auto' && host ? hostFfmpeg(host) : wasmFfmpeg();
            for (const demuxer of ['hls', 'concat', 'mov']) {
                const output = join(dataDir, 'made');
                await expect(ffmpeg.run({ input, demuxer, after: ['-f', 'mp4'], output })).rejects.toThrow(
                    'ffmpeg ended',
                );
            }
            expect(heard).toEqual([]);
        },
    );

    test.skipIf(!host)('is heard of where ffmpeg is asked without care', async () => {
        const input = join(dataDir, 'list.m3u8');
        writeFileSync(input, playlist());
        const careless = [
            '-loglevel',
            'quiet',
            '-protocol_whitelist',
            'file,http,tcp',
            '-i',
            input,
            '-f',
            'null',
            '-',
        ];
        await promisify(execFile)(host ?? '', careless).catch(() => undefined);
        expect(heard).toContain('/list.ts');
    });
});

describe('a process that is killed', () => {
    /** The processes that work on films, of this one. */
    function workers(): number[] {
        const children = readdirSync('/proc/self/task').flatMap((task) =>
            readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
        );
        return children
            .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('films/process.ts'))
            .map(Number);
    }

    test.skipIf(process.platform !== 'linux')(
        'in the middle of the work loses nothing: it is done again, and leaves one file of each',
        async () => {
            const token = await signedIn();
            const { body } = await upload(token, mediaFile('film.webm'));
            const probers = workers();
            const killed = runJobs().then(
                () => undefined,
                (error: unknown) => error,
            );
            let making: number[] = [];
            while (making.length === 0) {
                await new Promise((turn) => setImmediate(turn));
                making = workers().filter((pid) => !probers.includes(pid));
            }
            for (const pid of [...making, ...probers]) process.kill(pid, 'SIGKILL');
            expect(String(await killed)).toMatch(/was ended/);
            expect(files()).toHaveLength(1);
            // A worker that was taken for dead may be at it still.
            await Promise.all([1, 2].map(() => filmJob.run(db, { mediaId: body.id })));
            await filmJob.run(db, { mediaId: body.id });
            await runJobs();
            expect((await ask('GET', `/api/v1/media/${body.id}`, { token })).status).toBe(200);
            expect(
                files()
                    .filter((name) => /\.(mp4|webp|webm)$/.test(name))
                    .map((name) => name.replace(/.*\./, ''))
                    .sort(),
            ).toEqual(['mp4', 'webp']);
            expect((await upload(token, mediaFile('silent.mp4'))).status).toBe(202);
        },
    );
});
