/** What becomes of pictures: their colours, their way up, what stands beside them. MED-01, 02, 05. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { mediaAttachments } from '$lib/server/db/schema';
import { forgetLostFiles } from '$lib/server/domain/files';
import { forgetUnattached } from '$lib/server/domain/media';
import { runJobs } from '$lib/server/jobs';
import { listStored, newKey } from '$lib/server/storage';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { aPhotograph, corners } from '../support/pictures';
import { fetchStored } from '../support/stored-files';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';

const db = await testDatabase();
const folder = temporaryFolder();

beforeEach(() => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

const signedIn = async () => aToken(db, await anAccount(db));
const plain = (width: number, height: number, background = 'teal') =>
    sharp({ create: { width, height, channels: 3, background } });
const sent = async (bytes: Buffer) => (await upload(await signedIn(), bytes)).body;
const served = async (address: string | null, accept?: string) =>
    fetchStored(address ?? '', accept ? { accept } : {});

async function meanOf(bytes: Buffer): Promise<string> {
    const { channels } = await sharp(bytes).stats();
    return `#${channels.map(({ mean }) => Math.round(mean).toString(16).padStart(2, '0')).join('')}`;
}

function expectColour(shown: string, wanted: string, tolerance: number): void {
    for (const at of [1, 3, 5]) {
        const [one, other] = [shown, wanted].map((hex) => parseInt(hex.slice(at, at + 2), 16));
        expect(Math.abs((one ?? NaN) - (other ?? NaN))).toBeLessThanOrEqual(tolerance);
    }
}

async function storedNames(): Promise<string[]> {
    const names: string[] = [];
    for (const kind of ['attachments', 'previews'] as const)
        for await (const { key } of listStored(kind, new Date(Date.now() + 60_000))) names.push(key);
    return names.sort();
}

describe('a picture', () => {
    test.each([1, 2, 3, 4, 5, 6, 7, 8])(
        'that a camera kept in way %i stands as it was seen, and its preview too',
        async (orientation) => {
            const asKept = await sharp(await corners(400, 200))
                .withMetadata({ orientation })
                .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
                .toBuffer();
            const upright = await sharp(asKept).autoOrient().raw().toBuffer({ resolveWithObject: true });
            const file = await sent(asKept);
            for (const address of [file.url, file.preview_url]) {
                const { data, info } = await sharp((await served(address)).bytes)
                    .raw()
                    .toBuffer({ resolveWithObject: true });
                expect(info).toMatchObject({ width: upright.info.width, height: upright.info.height });
                const at = (bytes: Buffer, channels: number, x: number, y: number) => {
                    const start = (y * info.width + x) * channels;
                    return [...bytes.subarray(start, start + 3)];
                };
                for (const [x, y] of [
                    [20, 20],
                    [info.width - 20, 20],
                    [20, info.height - 20],
                ] as const)
                    for (const [channel, value] of at(data, info.channels, x, y).entries())
                        expect(
                            Math.abs(value - (at(upright.data, upright.info.channels, x, y)[channel] ?? 0)),
                        ).toBeLessThan(16);
            }
        },
    );

    test.each([
        ['of a telephone, in Display P3', 4, () => plain(60, 60, '#c8503c').withIccProfile('p3').jpeg()],
        ['that says it is sRGB', 4, () => plain(60, 60, '#c8503c').withIccProfile('srgb').jpeg()],
        ['for print, in CMYK', 24, () => plain(60, 60, '#c8503c').toColourspace('cmyk').jpeg()],
        ['with sixteen bits a channel', 4, () => plain(60, 60, '#c8503c').toColourspace('rgb16').png()],
    ])('%s has the same colours in sRGB, without a profile', async (_, tolerance, make) => {
        const file = await sent(await make().toBuffer());
        const { bytes } = await served(file.url);
        const { space, depth, icc } = await sharp(bytes).metadata();
        expect({ space, depth, icc }).toEqual({ space: 'srgb', depth: 'uchar', icc: undefined });
        expectColour(await meanOf(bytes), '#c8503c', tolerance);
    });

    test('of one colour is about that colour before it has come', async () => {
        const file = await sent(await plain(60, 40, '#c8503c').png().toBuffer());
        const [row] = await db.select().from(mediaAttachments).where(eq(mediaAttachments.id, file.id));
        expectColour(row?.dominantColor ?? '', '#c8503c', 16);
    });

    test('of forty million pixels is read, and of one line more refused (MED-01)', async () => {
        const token = await signedIn();
        const whole = await plain(8_000, 5_000).jpeg({ quality: 40 }).toBuffer();
        expect((await upload(token, whole)).status).toBe(200);
        const more = await plain(8_000, 5_013).jpeg({ quality: 40 }).toBuffer();
        const { status, body } = await upload<{ error: string }>(token, more);
        expect(status).toBe(422);
        expect(body.error).toContain('40 million pixels');
    });

    test('that moves as WebP keeps moving, and its preview stands still', async () => {
        const frames = await Promise.all(
            ['#0a7', '#70a'].map((colour) => plain(40, 30, colour).png().toBuffer()),
        );
        const file = await sent(
            await sharp(frames, { join: { animated: true } })
                .webp({ delay: [100, 100] })
                .toBuffer(),
        );
        expect(file.meta?.original).toMatchObject({ size: '40x30' });
        expect((await sharp((await served(file.url)).bytes).metadata()).pages).toBe(2);
        expect((await sharp((await served(file.preview_url)).bytes).metadata()).pages ?? 1).toBe(1);
    });
});

describe('what is no picture that can be read', () => {
    test('says how to send it, where a telephone keeps it as HEIC', async () => {
        const heic = Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic', 'latin1');
        const { status, body } = await upload<{ error: string }>(await signedIn(), heic);
        expect(status).toBe(422);
        expect(body.error).toMatch(/HEIC.*Save it as JPEG/);
    });

    test.each([
        ['the first bytes of a PNG before a page', '\x89PNG\r\n\x1a\n<script>alert(1)</script>'],
        ['the first bytes of a JPEG before a program', '\xff\xd8\xff\xe0\x7fELF'],
        ['a WebP that holds nothing', 'RIFF\x04\x00\x00\x00WEBP'],
        ['an AVIF without a picture', '\x00\x00\x00\x14ftypavif\x00\x00\x00\x00avif'],
    ])('is refused, and nothing is kept: %s (MED-05)', async (_, text) => {
        expect((await upload(await signedIn(), Buffer.from(text, 'latin1'))).status).toBe(422);
        expect(await storedNames()).toEqual([]);
    });
});

describe('a twin', () => {
    const BROWSER = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
    let file: MediaAttachment;

    beforeEach(async () => {
        file = await sent(await aPhotograph(900, 600));
    });

    test('that is smaller is served to who accepts it, at the same address', async () => {
        const [jpeg, webp] = await Promise.all([served(file.url), served(file.url, BROWSER)]);
        expect(jpeg.response.headers.get('content-type')).toBe('image/jpeg');
        expect(webp.response.headers.get('content-type')).toBe('image/webp');
        expect(webp.bytes.length).toBeLessThan(jpeg.bytes.length * 0.9);
        for (const { response } of [jpeg, webp]) expect(response.headers.get('vary')).toContain('Accept');
        expect(await sharp(webp.bytes).metadata()).toMatchObject({ format: 'webp', width: 900, height: 600 });
        const preview = await served(file.preview_url, BROWSER);
        expect(preview.response.headers.get('content-type')).toBe('image/avif');
        expect(preview.bytes.length).toBeLessThan((await served(file.preview_url)).bytes.length);
    });

    test.each(['*/*', 'image/*', 'image/webp;q=0, image/jpeg', 'image/png'])(
        'is nothing for who does not name it: %s',
        async (accept) => {
            const { response } = await served(file.url, accept);
            expect(response.headers.get('content-type')).toBe('image/jpeg');
        },
    );

    test('counts among the bytes of its file, goes where it goes, and is gone with it', async () => {
        const names = await storedNames();
        expect(names).toHaveLength(4);
        const [row] = await db.select().from(mediaAttachments);
        expect(row?.bytes).toBeGreaterThan(0);
        await db.update(mediaAttachments).set({ createdAt: new Date(0) });
        expect(await forgetLostFiles(db)).toMatchObject({ files: 0 });
        expect(await storedNames()).toEqual(names);
        await forgetUnattached(db);
        expect(await storedNames()).toEqual([]);
    });

    test('has another name with it once its post is deleted', async () => {
        const token = await signedIn();
        const { body: mine } = await upload(token, await aPhotograph(900, 600));
        const { body: post } = await ask<{ id: string }>('POST', '/api/v1/statuses', {
            token,
            json: { status: 'Look', media_ids: [mine.id] },
        });
        await ask('DELETE', `/api/v1/statuses/${post.id}`, { token });
        await runJobs();
        expect((await served(mine.url, BROWSER)).response.status).toBe(404);
        const { body: waiting } = await ask<MediaAttachment>('GET', `/api/v1/media/${mine.id}`, { token });
        const { response } = await served(waiting.url, BROWSER);
        expect(response.headers.get('content-type')).toBe('image/webp');
    });
});

describe('a thumbnail for film or sound', () => {
    async function aFilm(token: string, accountId: string) {
        await db.insert(mediaAttachments).values({
            id: newId(),
            accountId,
            type: 'video',
            mimeType: 'video/mp4',
            key: newKey('attachments', 'mp4'),
            bytes: 1_000,
        });
        const [row] = await db
            .select()
            .from(mediaAttachments)
            .where(eq(mediaAttachments.accountId, accountId));
        const give = async (bytes: Buffer) => {
            const form = new FormData();
            form.set('thumbnail', new File([new Uint8Array(bytes)], 'thumbnail'));
            const encoded = new Response(form);
            return ask<MediaAttachment & { error?: string }>('PUT', `/api/v1/media/${row!.id}`, {
                token,
                body: await encoded.blob(),
                headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
            });
        };
        return { id: row!.id, give };
    }

    test('is the preview from then on, blurred too, in place of the former one', async () => {
        const account = await anAccount(db);
        const film = await aFilm(await aToken(db, account), account.id);
        const first = (await film.give(await aPhotograph(900, 600))).body;
        expect(first.meta?.small).toMatchObject({ width: 588, height: 392 });
        const { status, body } = await film.give(await plain(30, 20, '#c8503c').png().toBuffer());
        expect(status).toBe(200);
        expect(body.preview_url).not.toBe(first.preview_url);
        expect(body.blurhash).not.toBe(first.blurhash);
        await runJobs();
        expect((await served(first.preview_url)).response.status).toBe(404);
        const { bytes } = await served(body.preview_url);
        expectColour(await meanOf(bytes), '#c8503c', 6);
        const [row] = await db.select().from(mediaAttachments).where(eq(mediaAttachments.id, film.id));
        const twins = row!.variants.reduce((sum, { bytes }) => sum + bytes, 0);
        expect(row?.bytes).toBe(1_000 + bytes.length + twins);
    });

    test('that is none is refused, as is one for a picture or of somebody else', async () => {
        const account = await anAccount(db);
        const token = await aToken(db, account);
        const film = await aFilm(token, account.id);
        expect((await film.give(Buffer.from('<svg/>'))).status).toBe(422);
        await db.update(mediaAttachments).set({ type: 'image' }).where(eq(mediaAttachments.id, film.id));
        expect((await film.give(await plain(9, 9).png().toBuffer())).body.error).toMatch(/its own thumbnail/);
        const eve = await aFilm(await signedIn(), account.id);
        expect((await eve.give(await plain(9, 9).png().toBuffer())).status).toBe(404);
    });
});
