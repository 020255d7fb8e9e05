/** Looking after the community's emoji. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { AdminCustomEmoji, CustomEmoji, ImportedEmojiEntity } from '$lib/mastodon-api/entities';
import { commands, runCommand } from '$lib/server/cli';
import { readConfig, useConfig } from '$lib/server/config';
import { addEmoji, readEmojiZip } from '$lib/server/domain/emoji';
import { GET as download } from '../../src/routes/api/atoll/v1/admin/custom_emojis/export/+server';
import { GET as list } from '../../src/routes/api/v1/custom_emojis/+server';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, anAdmin, aToken } from '../support/factories';
import { aMovingGif, aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';

const db = await testDatabase();
const dataDir = temporaryFolder();
const ADMIN = '/api/atoll/v1/admin/custom_emojis';

let token = '';
beforeAll(() => {
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});
beforeEach(async () => {
    token = await aToken(db, await anAdmin(db), ['read', 'write', 'admin:read', 'admin:write']);
});

const offered = async () => (await ask<CustomEmoji[]>('GET', '/api/v1/custom_emojis')).body;
const names = async () => (await offered()).map(({ shortcode }) => shortcode);
const kept = async (query = '') => (await ask<AdminCustomEmoji[]>('GET', `${ADMIN}${query}`, { token })).body;
const change = (id: string, json: object) =>
    ask<AdminCustomEmoji>('PATCH', `${ADMIN}/${id}`, { token, json });

async function create(words: Record<string, string>) {
    const form = new FormData();
    for (const [name, value] of Object.entries(words)) form.append(name, value);
    form.set('image', new File([new Uint8Array(await aPng())], 'x.png'));
    const encoded = new Response(form);
    return ask<AdminCustomEmoji>('POST', ADMIN, {
        token,
        body: await encoded.blob(),
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
    });
}

const takeIn = (zip: Buffer, fields: Record<string, string> = {}) =>
    upload<ImportedEmojiEntity[]>(token, zip, {
        path: `${ADMIN}/import`,
        name: 'emoji.zip',
        type: 'application/zip',
        fields,
    });

async function aZip(files: Record<string, Buffer | string>, { compress = false } = {}): Promise<Buffer> {
    const zip = new ZipFile();
    for (const [name, content] of Object.entries(files))
        zip.addBuffer(Buffer.from(content), name, { compress });
    zip.end();
    return buffer(zip.outputStream);
}

describe('the list of the community’s emoji', () => {
    test('is answered in a word to who has it, until an emoji changes, by whatever way', async () => {
        const { id } = await addEmoji(db, { shortcode: 'one', picture: await aPng() });
        const ETag = (await ask('GET', '/api/v1/custom_emojis')).headers.get('ETag') ?? '';
        const again = () => ask('GET', '/api/v1/custom_emojis', { headers: { 'If-None-Match': ETag } });
        expect((await again()).status).toBe(304);
        await db.$client.unsafe(`update custom_emojis set aliases = '{uno}' where id = ${id}`);
        expect(await again()).toMatchObject({ status: 200, body: [{ shortcode: 'one', aliases: ['uno'] }] });
    });

    test('is sent small to who unpacks it', async () => {
        await addEmoji(db, { shortcode: 'one', picture: await aPng() });
        const request = new Request('http://x/', { headers: { 'Accept-Encoding': 'br, gzip' } });
        const event = {
            request,
            url: new URL('http://x/'),
            params: {},
            locals: {},
            getClientAddress: () => '::1',
        };
        const response = await list(event as unknown as Parameters<typeof list>[0]);
        expect(response.headers.get('Content-Encoding')).toBe('gzip');
        const unpacked = response.body!.pipeThrough(new DecompressionStream('gzip'));
        expect(await new Response(unpacked).json()).toMatchObject([{ shortcode: 'one' }]);
    });

    test('stands in the order of its headings', async () => {
        for (const [shortcode, category] of [
            ['a1', 'Anna'],
            ['b1', 'Bert'],
            ['c1', 'Carl'],
            ['plain'],
        ] as const)
            await addEmoji(db, { shortcode, picture: await aPng(), category });
        expect(await names()).toEqual(['plain', 'a1', 'b1', 'c1']);
        const order = await ask('PUT', `${ADMIN}/categories`, { token, json: { order: ['Carl', 'Anna'] } });
        expect(order.body).toEqual(['Carl', 'Anna', 'Bert'].map((name) => ({ name, count: 1 })));
        expect(await names()).toEqual(['plain', 'c1', 'a1', 'b1']);
    });
});

describe('whoever looks after emoji', () => {
    test('gives the community one, with words by which it is found, and finds it by them', async () => {
        const made = await create({
            shortcode: ':wave:',
            category: 'Sea ',
            'aliases[]': 'surf',
            visible_in_picker: 'false',
        });
        expect(made.body).toMatchObject({
            shortcode: 'wave',
            domain: null,
            category: 'Sea',
            aliases: ['surf'],
            visible_in_picker: false,
            enabled: true,
        });
        expect(await kept('?q=SUR')).toHaveLength(1);
        expect(await kept('?category=Sea')).toHaveLength(1);
        expect(await kept('?q=land')).toEqual([]);
        expect(await kept('?q=%25')).toEqual([]);
    });

    test('cannot give two the same shortcode; upper and lower case are different ones', async () => {
        const { body } = await create({ shortcode: 'wave' });
        expect((await create({ shortcode: 'wave' })).status).toBe(422);
        expect((await create({ shortcode: 'Wave' })).status).toBe(200);
        expect((await change(body.id, { shortcode: 'Wave' })).status).toBe(422);
        expect((await change(body.id, { shortcode: 'wa ve' })).status).toBe(422);
        expect((await change(body.id, { shortcode: 'wave' })).status).toBe(200);
        expect((await names()).sort()).toEqual(['Wave', 'wave']);
    });

    test('renames one, turns it off and on, and takes it away', async () => {
        const { id } = (await create({ shortcode: 'wave', category: 'Sea' })).body;
        const renamed = await change(id, { shortcode: 'surf', category: '', aliases: ['wave'] });
        expect(renamed.body).toMatchObject({ shortcode: 'surf', category: null, aliases: ['wave'] });
        expect(await names()).toEqual(['surf']);
        expect((await change(id, { enabled: false })).body.enabled).toBe(false);
        expect(await names()).toEqual([]);
        expect(await kept()).toHaveLength(1);
        const member = await aToken(db, await anAccount(db));
        const written = await ask<{ emojis: unknown[] }>('POST', '/api/v1/statuses', {
            token: member,
            json: { status: ':surf:' },
        });
        expect(written.body.emojis).toEqual([]);
        await change(id, { enabled: true });
        expect(await names()).toEqual(['surf']);
        expect((await ask('DELETE', `${ADMIN}/${id}`, { token })).status).toBe(200);
        expect((await ask('DELETE', `${ADMIN}/${id}`, { token })).status).toBe(404);
        expect(await kept()).toEqual([]);
    });
});

describe('a ZIP of emoji', () => {
    const meta = (files: Record<string, object>) =>
        JSON.stringify({
            metaVersion: 2,
            host: 'misskey.test',
            emojis: Object.entries(files).map(([fileName, emoji]) => ({ downloaded: true, fileName, emoji })),
        });

    test('as Misskey exports it brings names, categories and aliases; every file is reported', async () => {
        await addEmoji(db, { shortcode: 'here', picture: await aPng() });
        const zip = await aZip({
            'meta.json': meta({
                'a.png': { name: 'apple', category: 'Fruit', aliases: ['', 'fruit'], license: null },
                'b.gif': { name: 'here', aliases: [] },
                'c.png': { name: 'no name', category: null },
            }),
            'a.png': await aPng(),
            'b.gif': await aMovingGif(),
            'c.png': await aPng(),
            'broken.png': 'no picture',
            'notes.txt': 'nothing',
        });
        const dry = await takeIn(zip, { dry_run: 'true', replace: 'true' });
        expect(await names()).toEqual(['here']);
        const { body } = await takeIn(zip, { replace: 'true' });
        expect(dry.body).toEqual(body);
        expect(body).toMatchObject([
            { file: 'a.png', shortcode: 'apple', outcome: 'added' },
            { file: 'b.gif', shortcode: 'here', outcome: 'replaced' },
            { file: 'c.png', shortcode: 'no name', outcome: 'refused', reason: expect.any(String) },
            { file: 'broken.png', outcome: 'refused', reason: expect.any(String) },
        ]);
        expect(await kept('?q=apple')).toMatchObject([{ category: 'Fruit', aliases: ['fruit'] }]);
    });

    test('of plain pictures in a folder brings each by its name, and leaves what is here alone', async () => {
        await addEmoji(db, { shortcode: 'blob_cat', picture: await aPng(), category: 'Old' });
        const zip = await aZip({
            'blobs/blob-cat.png': await aPng(),
            'blobs/blob-dog.png': await aPng(),
            '__MACOSX/blobs/._blob-dog.png': 'clutter',
        });
        const { body } = await takeIn(zip, { category: 'New' });
        expect(body.map(({ shortcode, outcome }) => [shortcode, outcome])).toEqual([
            ['blob_cat', 'refused'],
            ['blob_dog', 'added'],
        ]);
        expect((await offered()).map(({ category }) => category)).toEqual(['New', 'Old']);
    });

    test('that goes out comes in again as it was, here or by the command line', async () => {
        await addEmoji(db, {
            shortcode: 'party',
            picture: await aMovingGif(),
            category: 'Joy',
            aliases: ['hey'],
        });
        await addEmoji(db, { shortcode: 'quiet', picture: await aPng() });
        const words = async () => (await offered()).map(({ url: _, static_url: __, ...rest }) => rest);
        const before = await words();
        const request = new Request('http://x/', { headers: { Authorization: `Bearer ${token}` } });
        const event = {
            request,
            url: new URL('http://x/'),
            params: {},
            locals: {},
            getClientAddress: () => '::1',
        };
        const answer = await download(event as unknown as Parameters<typeof download>[0]);
        const zip = Buffer.from(await answer.arrayBuffer());
        for (const { id } of await kept()) await ask('DELETE', `${ADMIN}/${id}`, { token });
        expect((await takeIn(zip)).body.map(({ outcome }) => outcome)).toEqual(['added', 'added']);
        expect(await words()).toEqual(before);

        const path = join(dataDir, 'again.zip');
        const atoll = (...argv: string[]) =>
            runCommand(commands, argv, { out: () => {}, error: () => {} }, () => Promise.resolve(db));
        rmSync(path, { force: true });
        expect(await atoll('emoji', 'export', path)).toBe(0);
        expect(await atoll('emoji', 'import', path, '--keep')).toBe(1);
        expect(await atoll('emoji', 'import', path)).toBe(0);
        expect(await words()).toEqual(before);
    });

    test('that would fill the memory or the disk is refused, and so is one whose names lead elsewhere', async () => {
        const bomb = await aZip({ 'bomb.png': Buffer.alloc(250_000) }, { compress: true });
        expect((await takeIn(bomb)).body).toMatchObject([
            { outcome: 'refused', reason: expect.stringContaining('grows') },
        ]);
        const large = await aZip({ 'large.png': Buffer.alloc(256_001, 'x') });
        expect((await takeIn(large)).body).toMatchObject([
            { outcome: 'refused', reason: expect.stringContaining('larger') },
        ]);
        // A file that says it is smaller than it is.
        const lying = await aZip({ 'lying.png': Buffer.alloc(5_000) }, { compress: true });
        for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = -1) lying.writeUInt32LE(100, at + 24);
        expect((await takeIn(lying)).body).toMatchObject([{ outcome: 'refused' }]);
        const outside = await aZip({ 'inside.png': await aPng() });
        for (let at = outside.indexOf('inside.png'); at >= 0; at = outside.indexOf('inside.png', at + 1))
            outside.write('../tside.png'.slice(0, 10), at);
        expect((await takeIn(outside)).status).toBe(422);
        expect((await takeIn(Buffer.from('no zip at all'))).status).toBe(422);
        expect((await takeIn(await aZip({ 'meta.json': '{"emojis": 7}' }))).status).toBe(422);
        await expect(readEmojiZip(Buffer.alloc(64_000_001))).rejects.toMatchObject({ status: 422 });
        expect(await kept()).toEqual([]);
    });
});
