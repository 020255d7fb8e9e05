/** Avatars and headers, from the form a client sends to the file others see. MED-01, 04, 06. */
import { mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CredentialAccount, Profile } from '$lib/mastodon-api/entities';
import { config, readConfig, useConfig } from '$lib/server/config';
import { accounts } from '$lib/server/db/schema';
import { forgetLostFiles } from '$lib/server/domain/files';
import { actorDocument } from '$lib/server/federation/documents';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';
import { fetchStored } from '../support/stored-files';
import { temporaryFolder } from '../support/temporary-folder';

const db = await testDatabase();
const PATH = '/api/v1/accounts/update_credentials';
const folder = temporaryFolder();
let dataDir = '';

beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'teal' } });

async function send<T = CredentialAccount>(token: string, files: Record<string, Buffer>, path = PATH) {
    const form = new FormData();
    for (const [name, bytes] of Object.entries(files))
        form.set(name, new File([new Uint8Array(bytes)], '../../../etc/passwd\0.png'));
    const encoded = new Response(form);
    return ask<T>('PATCH', path, {
        token,
        body: await encoded.blob(),
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
    });
}

const files = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

describe('a picture that was sent', () => {
    test('is cut to its place, kept as WebP under a name nobody guesses, and served to stay', async () => {
        const { token } = await signedIn();
        const { status, body } = await send(token, {
            avatar: await picture(900, 300).png().toBuffer(),
            header: await picture(300, 900).jpeg().toBuffer(),
        });
        expect(status).toBe(200);
        expect(body.avatar).toMatch(/\/media\/avatars\/[\w-]{27}\.webp$/);
        const avatar = await fetchStored(body.avatar);
        expect(await sharp(avatar.bytes).metadata()).toMatchObject({
            format: 'webp',
            width: 400,
            height: 400,
        });
        expect(await sharp((await fetchStored(body.header)).bytes).metadata()).toMatchObject({
            width: 1_500,
            height: 500,
        });
        expect(Object.fromEntries(avatar.response.headers)).toMatchObject({
            'content-type': 'image/webp',
            'cache-control': 'public, max-age=31536000, immutable',
            'content-security-policy': "default-src 'none'; sandbox",
            'x-content-type-options': 'nosniff',
            'access-control-allow-origin': '*',
        });
    });

    test('stands upright, and tells nothing of where and with what it was taken (MED-06)', async () => {
        const { token } = await signedIn();
        const red = await picture(2, 400).toColourspace('srgb').png().toBuffer();
        const avatar = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white' } })
            .composite([{ input: red, left: 0, top: 0 }])
            .withExif({ IFD0: { Make: 'SpyCam' }, IFD3: { GPSLatitude: '51/1 30/1 3230/100' } })
            .withMetadata({ orientation: 6 })
            .jpeg({ quality: 100 })
            .toBuffer();
        expect(avatar.includes('Exif')).toBe(true);
        const { body } = await send(token, { avatar });
        const { bytes } = await fetchStored(body.avatar);
        const { exif, orientation, icc, xmp } = await sharp(bytes).metadata();
        expect({ exif, orientation, icc, xmp }).toEqual({});
        // The stripe on the left stands on top once the picture is turned by a quarter.
        const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
        const at = (x: number, y: number) => data[(y * 400 + x) * 3] ?? 0;
        expect(at(200, 0)).toBeLessThan(100);
        expect(at(0, 200)).toBeGreaterThan(200);
    });

    test('that moves keeps moving, with a still one beside it', async () => {
        const { token } = await signedIn();
        const frame = (background: string) =>
            sharp({ create: { width: 8, height: 8, channels: 3, background } })
                .png()
                .toBuffer();
        const avatar = await sharp([await frame('red'), await frame('blue')], { join: { animated: true } })
            .gif()
            .toBuffer();
        const { body } = await send(token, { avatar });
        expect(body.avatar).not.toBe(body.avatar_static);
        expect((await sharp((await fetchStored(body.avatar)).bytes).metadata()).pages).toBe(2);
        expect((await sharp((await fetchStored(body.avatar_static)).bytes).metadata()).pages ?? 1).toBe(1);
    });

    test('is told to other servers with its type', async () => {
        const { account, token } = await signedIn();
        const { body } = await send(token, { avatar: await picture(4, 4).png().toBuffer() });
        const [row] = await db.select().from(accounts);
        expect(
            actorDocument({ account: row!, key: { id: 'k', publicPem: 'p' }, movedTo: null }).icon,
        ).toMatchObject({
            mediaType: 'image/webp',
            url: body.avatar,
        });
        expect(row?.id).toBe(account.id);
        const facts = await db.$client`select 1 from pgboss.job where data->>'type' = 'account.updated'`;
        expect(facts).toHaveLength(1);
    });

    test('takes the place of the one before, whose file is gone; and goes when it is taken off', async () => {
        const { token } = await signedIn();
        const first = await send<Profile>(
            token,
            { avatar: await picture(4, 4).png().toBuffer() },
            '/api/v1/profile',
        );
        const second = await send<Profile>(
            token,
            { avatar: await picture(5, 5).png().toBuffer() },
            '/api/v1/profile',
        );
        expect(second.body.avatar).not.toBe(first.body.avatar);
        expect((await fetchStored(first.body.avatar ?? '')).response.status).toBe(404);
        expect(files()).toHaveLength(1);
        await ask('DELETE', '/api/v1/profile/avatar', { token });
        expect(files()).toEqual([]);
    });
});

describe('what is refused', () => {
    const bomb = picture(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
    const refused: [string, () => Promise<Buffer>][] = [
        [
            'a drawing with a program in it',
            async () => Buffer.from('<svg onload="alert(1)" width="9" height="9"/>'),
        ],
        ['a page', async () => Buffer.from('<html><script>alert(1)</script>')],
        ['half a picture', async () => (await picture(60, 60).png().toBuffer()).subarray(0, 70)],
        ['a small file with 144 million pixels (MED-01)', () => bomb],
        [
            'more than 8 MB',
            async () => Buffer.concat([await picture(4, 4).png().toBuffer(), Buffer.alloc(8_000_000)]),
        ],
        ['a TIFF', () => picture(4, 4).tiff().toBuffer()],
    ];
    test.each(refused)('%s changes nothing and leaves nothing', async (_, bytes) => {
        const { account, token } = await signedIn();
        const avatar = await bytes();
        const before = process.memoryUsage().rss;
        const began = performance.now();
        const { status, body } = await send(token, {
            header: await picture(4, 4).png().toBuffer(),
            avatar,
        });
        expect({ status, body }).toEqual({
            status: 422,
            body: { error: expect.stringContaining('Validation') },
        });
        expect(performance.now() - began).toBeLessThan(5_000);
        expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
        expect(files()).toEqual([]);
        const [row] = await db.select().from(accounts);
        expect(row).toMatchObject({ id: account.id, avatarUrl: null, headerUrl: null });
    });

    test.each([
        '/media/../../package.json',
        '/media/avatars/../../../etc/passwd',
        '/media/avatars/%2e%2e%2fx.webp',
        '/media/avatars/%00.webp',
        `/media/avatars/${'a'.repeat(27)}.html`,
        `/media/avatars/${'a'.repeat(27)}.webp`,
    ])('%s is not found (MED-04)', async (path) => {
        const { response } = await fetchStored(`${config().origin}${path}`);
        expect(response.status).toBe(404);
    });
});

test('files that no profile shows are swept after a day, and no others', async () => {
    const { token } = await signedIn();
    const { body } = await send(token, { avatar: await picture(4, 4).png().toBuffer() });
    const lost = await signedIn();
    await send(lost.token, { header: await picture(4, 4).png().toBuffer() });
    await db.$client`update accounts set header_url = null, header_static_url = null where id = ${lost.account.id}`;
    expect(await forgetLostFiles(db)).toMatchObject({ files: 0 });
    for (const { parentPath, name } of readdirSync(dataDir, { recursive: true, withFileTypes: true }))
        utimesSync(join(parentPath, name), 1, 1);
    expect(await forgetLostFiles(db)).toMatchObject({ files: 1 });
    expect((await fetchStored(body.avatar)).response.status).toBe(200);
    expect(files()).toHaveLength(1);
});
