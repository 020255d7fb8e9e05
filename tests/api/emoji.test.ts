import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CredentialAccount, CustomEmoji, Status, StatusEdit } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { commands, runCommand } from '$lib/server/cli';
import { addEmoji, removeEmoji } from '$lib/server/domain/emoji';
import { keyOfAddress, openStored } from '$lib/server/storage';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';
import { aMovingGif, aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';

const db = await testDatabase();
const dataDir = temporaryFolder();

beforeAll(() => {
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
});

const signedIn = async () => aToken(db, await anAccount(db));
const post = (token: string, json: object) => ask<Status>('POST', '/api/v1/statuses', { token, json });
const shortcodes = (emojis: CustomEmoji[]) => emojis.map(({ shortcode }) => shortcode).sort();
const list = async () => (await ask<CustomEmoji[]>('GET', '/api/v1/custom_emojis')).body;

async function pictureAt(address: string) {
    const stored = await openStored(keyOfAddress(address) ?? '');
    if (!stored) return undefined;
    return sharp(Buffer.from(await new Response(stored.read()).arrayBuffer())).metadata();
}

async function atoll(...argv: string[]) {
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    const code = await runCommand(commands, argv, { out: write, error: write }, () => Promise.resolve(db));
    return { code, text: written.join('') };
}

describe('the community’s emoji', () => {
    test('are listed with their category, their picture, and one that does not move', async () => {
        await addEmoji(db, { shortcode: 'party', picture: await aMovingGif(), category: 'Joy' });
        await addEmoji(db, { shortcode: 'quiet', picture: await aPng(), visibleInPicker: false });
        const [quiet, party] = await list();
        expect(quiet).toMatchObject({ shortcode: 'quiet', category: null, visible_in_picker: false });
        expect(party).toMatchObject({ shortcode: 'party', category: 'Joy', visible_in_picker: true });
        expect((await pictureAt(party!.url))?.pages).toBe(2);
        expect((await pictureAt(party!.static_url))?.pages ?? 1).toBe(1);
    });

    test('are small: a large picture is made smaller in whole, a small one is left as it is', async () => {
        const wide = await sharp({ create: { width: 600, height: 200, channels: 3, background: 'red' } })
            .png()
            .toBuffer();
        await addEmoji(db, { shortcode: 'wide', picture: wide });
        await addEmoji(db, { shortcode: 'small', picture: await aPng(20) });
        const [small, large] = await list();
        expect(await pictureAt(large!.url)).toMatchObject({ width: 128, height: 43, format: 'webp' });
        expect(await pictureAt(small!.url)).toMatchObject({ width: 20, height: 20 });
    });

    test.each([
        ['a program for a picture', { shortcode: 'ok', picture: Buffer.from('<svg onload="alert(1)"/>') }],
        ['more than 256 kB', { shortcode: 'ok', picture: Buffer.alloc(256_001) }],
        ['a shortcode with other characters', { shortcode: 'no-no', picture: Buffer.alloc(1) }],
        ['a shortcode of one letter', { shortcode: 'x', picture: Buffer.alloc(1) }],
    ])('cannot have %s', async (_, emoji) => {
        await expect(addEmoji(db, emoji)).rejects.toMatchObject({ status: 422 });
        expect(await list()).toEqual([]);
    });
});

describe('a member’s text', () => {
    test('keeps :shortcode: in its HTML; the pictures stand beside it', async () => {
        for (const shortcode of ['one', 'two', 'three', 'unused'])
            await addEmoji(db, { shortcode, picture: await aPng() });
        const { body } = await post(await signedIn(), {
            status: 'Hello :one: and :unknown: and 10:two:30',
            spoiler_text: ':two:',
            poll: { options: [':three:', 'b'], expires_in: 300 },
        });
        expect(body.content).toContain('Hello :one: and :unknown:');
        expect(body.content).not.toContain('<img');
        expect(shortcodes(body.emojis)).toEqual(['one', 'three', 'two']);
        expect(body.emojis[0]!.url).not.toBe(body.emojis[0]!.static_url);
        expect(shortcodes(body.poll!.emojis)).toContain('three');
    });

    test('that is edited has the emoji of its new words; its history those of the former', async () => {
        await addEmoji(db, { shortcode: 'one', picture: await aPng() });
        await addEmoji(db, { shortcode: 'two', picture: await aPng() });
        const token = await signedIn();
        const { body } = await post(token, { status: ':one:' });
        const edited = await ask<Status>('PUT', `/api/v1/statuses/${body.id}`, {
            token,
            json: { status: ':two:' },
        });
        expect(shortcodes(edited.body.emojis)).toEqual(['two']);
        const history = await ask<StatusEdit[]>('GET', `/api/v1/statuses/${body.id}/history`);
        expect(history.body.map(({ emojis }) => shortcodes(emojis))).toEqual([['one'], ['two']]);
    });

    test('keeps the picture it was written with when the emoji gets another one', async () => {
        await addEmoji(db, { shortcode: 'one', picture: await aPng(16) });
        const { body } = await post(await signedIn(), { status: ':one:' });
        await addEmoji(db, { shortcode: 'one', picture: await aPng(24) });
        expect(await pictureAt(body.emojis[0]!.url)).toMatchObject({ width: 16 });
        expect(await pictureAt((await list())[0]!.url)).toMatchObject({ width: 24 });
    });

    test('in name, bio and fields of a profile shows its emoji, also after a change of only one of them', async () => {
        for (const shortcode of ['one', 'two', 'three'])
            await addEmoji(db, { shortcode, picture: await aPng() });
        const token = await signedIn();
        const change = (json: object) =>
            ask<CredentialAccount>('PATCH', '/api/v1/accounts/update_credentials', { token, json });
        const all = await change({
            display_name: 'Ana :one:',
            note: ':two:',
            fields_attributes: [{ name: 'Mood', value: ':three:' }],
        });
        expect(shortcodes(all.body.emojis)).toEqual(['one', 'three', 'two']);
        const fewer = await change({ display_name: 'Ana' });
        expect(shortcodes(fewer.body.emojis)).toEqual(['three', 'two']);
    });
});

test('the emoji of other servers are seen through this one', async () => {
    const status = await aStatus(db, {
        by: await aRemoteAccount(db),
        emojis: { blob: 'https://remote.test/blob.png' },
    });
    const { body } = await ask<Status>('GET', `/api/v1/statuses/${status.id}`);
    const { origin } = new URL(body.emojis[0]!.url);
    expect(body.emojis).toEqual([
        {
            shortcode: 'blob',
            url: expect.stringContaining(`${origin}/media-proxy/`),
            static_url: expect.stringContaining(`${origin}/media-proxy/`),
            visible_in_picker: false,
        },
    ]);
    expect(body.emojis[0]!.url).not.toContain('remote.test');
});

describe('an operator', () => {
    test('adds a folder of pictures, and is told which of them are none', async () => {
        const folder = mkdtempSync(join(dataDir, 'folder-'));
        writeFileSync(join(folder, 'blob-cat.png'), await aPng());
        writeFileSync(join(folder, 'party.gif'), await aMovingGif());
        writeFileSync(join(folder, 'broken.png'), 'no picture');
        writeFileSync(join(folder, 'notes.txt'), 'no picture either');
        const { code, text } = await atoll('emoji', 'import', folder, '--category', 'Blobs');
        expect(code).toBe(1);
        expect(text).toContain('Added 2 emoji: blob_cat, party.');
        expect(text).toContain('broken.png: ');
        expect((await list()).map(({ category }) => category)).toEqual(['Blobs', 'Blobs']);
    });

    test('adds, lists and removes one by its name', async () => {
        const file = join(dataDir, 'one.png');
        writeFileSync(file, await aPng());
        expect(await atoll('emoji', 'add', ':one:', file)).toMatchObject({
            code: 0,
            text: ':one: can be written now.\n',
        });
        expect(await atoll('emoji', 'add', 'one', file)).toMatchObject({
            text: ':one: has a new picture.\n',
        });
        expect((await atoll('emoji', 'list')).text).toMatch(/^ *:one:/);
        const [{ url, static_url } = { url: '', static_url: '' }] = await list();
        expect((await atoll('emoji', 'remove', 'one')).code).toBe(0);
        expect(await Promise.all([pictureAt(url), pictureAt(static_url)])).toEqual([undefined, undefined]);
        expect(await atoll('emoji', 'remove', 'one')).toMatchObject({ code: 1 });
        expect(await atoll('emoji', 'add', 'one', join(dataDir, 'none.png'))).toMatchObject({ code: 2 });
    });

    test('may remove what posts were written with: they show the shortcode', async () => {
        await addEmoji(db, { shortcode: 'one', picture: await aPng() });
        const { body } = await post(await signedIn(), { status: 'Hi :one:' });
        await removeEmoji(db, { shortcode: 'one' });
        expect((await ask<Status>('GET', `/api/v1/statuses/${body.id}`)).body.content).toContain(':one:');
        expect(await list()).toEqual([]);
    });
});
