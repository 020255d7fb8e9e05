/** Film and sound for posts, from what a camera wrote to what every browser plays. MED-03, MED-06. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { mediaFile } from '../support/media-files';
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
