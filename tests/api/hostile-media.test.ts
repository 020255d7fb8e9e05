/** What somebody may send instead of a picture. MED-01, 04, 06, 07, XSS-09. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { mediaAttachments } from '$lib/server/db/schema';
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

beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

const signedIn = async () => aToken(db, await anAccount(db));
const picture = () => sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } });
const files = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

/** A black-and-white PNG of any size: small to send, large to decode. */
function aBomb(side: number): Buffer {
    const chunk = (type: string, data: Buffer) => {
        const body = Buffer.concat([Buffer.from(type), data]);
        const part = Buffer.alloc(body.length + 8);
        part.writeUInt32BE(data.length, 0);
        body.copy(part, 4);
        part.writeUInt32BE(crc32(body), body.length + 4);
        return part;
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(side, 0);
    header.writeUInt32BE(side, 4);
    header[8] = 1;
    const lines = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side));
    return Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        chunk('IHDR', header),
        chunk('IDAT', lines),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}

/** A GIF that says it has three hundred frames as large as a 4K screen, which are few bytes. */
async function aLongFilm(): Promise<Buffer> {
    const frame = (_: unknown, i: number) => ({
        create: {
            width: 8,
            height: 8,
            channels: 3 as const,
            background: { r: (i % 2) * 255, g: i % 256, b: 0 },
        },
    });
    const frames = Array.from({ length: 300 }, frame);
    // sharp's types leave out that the frames of a joined picture can be made as a single one is.
    const film = await sharp(frames as unknown as Buffer[], { join: { animated: true } })
        .gif({ effort: 1, dither: 0 })
        .toBuffer();
    film.writeUInt16LE(3_840, 6);
    film.writeUInt16LE(2_160, 8);
    return film;
}

describe('a bomb', () => {
    test.each([16_000, 20_000])(
        'of %i pixels each way is refused before it is decoded (MED-01)',
        async (side) => {
            const token = await signedIn();
            await upload(token, await picture().png().toBuffer());
            const bomb = aBomb(side);
            const before = process.memoryUsage.rss();
            const { status } = await upload(token, bomb);
            expect(status).toBe(422);
            expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
        },
    );

    test('of many frames is refused', async () => {
        expect((await upload(await signedIn(), await aLongFilm())).status).toBe(422);
    });

    test('that needs more memory than there is for pictures ends its own process alone (MED-02)', async () => {
        const token = await signedIn();
        const [large, next] = await Promise.all([
            upload(token, mediaFile('forty-megapixels-of-12-bits.avif')),
            upload(token, await picture().png().toBuffer()),
        ]);
        expect(large.status).toBe(422);
        expect(next.status).toBe(200);
    });

    test('of more bytes than are read is refused', async () => {
        const jpeg = await picture().jpeg().toBuffer();
        const { status } = await upload(await signedIn(), Buffer.concat([jpeg, Buffer.alloc(17_100_000)]));
        expect(status).toBe(413);
        expect(files()).toEqual([]);
    });
});

describe('what is no picture', () => {
    const script = '<script>alert(1)</script>';
    test.each([
        ['an SVG', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
        ['a page', `<!doctype html>${script}`],
        ['a page that begins like a GIF', `GIF89a/*${script}*/`],
        ['a document', '%PDF-1.7'],
        ['an archive', 'PK\x03\x04aaaa'],
        ['a program', '\x7fELF\x02\x01\x01'],
        ['a film', '\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00'],
        ['a picture of a telephone that is not read here', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00'],
        ['a picture in a format that is rarely read', 'II*\x00\x08\x00\x00\x00'],
        ['half a signature', '\x89PNG'],
        // What makes a player read other files and places (SSRF-11).
        ['a playlist', '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/x'],
        ['a list of files', 'ffconcat version 1.0\nfile /etc/passwd'],
        ['a session', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 1 RTP/AVP 96'],
        ['a manifest', '<MPD><BaseURL>http://127.0.0.1:1/</BaseURL></MPD>'],
        ['a film with a playlist for subtitles', 'RIFF\x24\x00\x00\x00AVI LISTGAB2\x00#EXTM3U'],
        ['a film with parts elsewhere', '\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00moovdinfdrefurl '],
    ])('is refused whatever it is called: %s', async (_, text) => {
        const { status, body } = await upload<{ error: string }>(
            await signedIn(),
            Buffer.from(text, 'latin1'),
        );
        expect(status).toBe(422);
        expect(body.error).toMatch(/^Validation failed: File /);
        expect(files()).toEqual([]);
    });

    test('is refused where it was cut off on the way', async () => {
        const whole = await sharp({
            create: {
                width: 900,
                height: 900,
                channels: 3,
                background: 'teal',
                noise: { type: 'gaussian', mean: 128, sigma: 40 },
            },
        })
            .jpeg()
            .toBuffer();
        expect((await upload(await signedIn(), whole.subarray(0, whole.length / 2))).status).toBe(422);
        expect(files()).toEqual([]);
    });

    test('hides behind none: what follows a picture is not kept (MED-05, XSS-09)', async () => {
        const polyglot = Buffer.concat([
            await picture().jpeg().toBuffer(),
            Buffer.from(`${script}PK\x03\x04`),
        ]);
        const { body } = await upload(await signedIn(), polyglot);
        expect((await fetchStored(body.url ?? '')).bytes.includes('script')).toBe(false);
    });
});

describe('what a camera knew', () => {
    const exif = {
        IFD0: { Make: 'SpyCam', Copyright: 'SpyCam' },
        IFD2: { BodySerialNumber: 'SpyCam' },
        IFD3: { GPSLatitude: '51/1 30/1 3230/100' },
    };
    test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
        'is not told by a %s, nor by its preview (MED-06)',
        async (format) => {
            const given = await picture()
                .withExif(exif)
                .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SpyCam</x:xmpmeta>')
                .toFormat(format)
                .toBuffer();
            expect(given.includes('SpyCam')).toBe(true);
            const { body } = await upload(await signedIn(), given);
            for (const address of [body.url, body.preview_url]) {
                const { bytes } = await fetchStored(address ?? '');
                expect(bytes.includes('SpyCam')).toBe(false);
                const { exif: left, xmp, iptc, comments } = await sharp(bytes).metadata();
                expect({ left, xmp, iptc, comments }).toEqual({});
            }
        },
    );
});

describe('a name', () => {
    test.each(['../../../etc/x.png', 'a\0.png', '%2e%2e%2fx.png', 'x'.repeat(4_000), '.htaccess'])(
        'of a file decides nothing: %s (MED-04)',
        async (name) => {
            const { status, body } = await upload(await signedIn(), await picture().png().toBuffer(), {
                name,
            });
            expect(status).toBe(200);
            expect(body.url).toMatch(/\/media\/attachments\/[\w-]{27}\.png$/);
            expect(files().every((stored) => /^[\w-]{27}\.(png|webp)$/.test(stored))).toBe(true);
        },
    );
});

describe("somebody else's file (MED-07)", () => {
    test('cannot be read, described, deleted or attached, and stays as it was', async () => {
        const ana = await signedIn();
        const eve = await signedIn();
        const { body: file } = await upload(ana, await picture().png().toBuffer());
        const path = `/api/v1/media/${file.id}`;
        const before = await db.select().from(mediaAttachments);
        expect((await ask('GET', path, { token: eve })).status).toBe(404);
        expect((await ask('PUT', path, { token: eve, json: { description: 'Mine' } })).status).toBe(404);
        expect((await ask('DELETE', path, { token: eve })).status).toBe(404);
        const json = { status: 'Mine', media_ids: [file.id] };
        expect((await ask('POST', '/api/v1/statuses', { token: eve, json })).status).toBe(422);
        expect(await db.select().from(mediaAttachments)).toEqual(before);
        expect((await ask<Status>('POST', '/api/v1/statuses', { token: ana, json })).status).toBe(200);
    });

    test.each(['1', 'x', '99999999999999999999', '../accounts'])(
        'that is none is not found: %s',
        async (id) => {
            const token = await signedIn();
            const path = `/api/v1/media/${encodeURIComponent(id)}`;
            expect((await ask('GET', path, { token })).status).toBe(404);
            expect((await ask('DELETE', path, { token })).status).toBe(404);
        },
    );

    test('and none at all without a token, or with one that may only read', async () => {
        const bytes = await picture().png().toBuffer();
        expect((await upload(undefined, bytes)).status).toBe(401);
        const reader = await aToken(db, await anAccount(db), ['read']);
        expect((await upload(reader, bytes)).status).toBe(403);
    });
});
