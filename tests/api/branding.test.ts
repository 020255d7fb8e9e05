/** How a community looks: who may change it, where it shows, and what its own style may not say. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AdminBranding, Instance } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { removeBrandPicture } from '$lib/server/domain/instance';
import { listStored } from '$lib/server/storage';
import { GET as manifest } from '../../src/routes/manifest.webmanifest/+server';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, anAdmin, aToken } from '../support/factories';
import { fetchStored } from '../support/stored-files';
import { temporaryFolder } from '../support/temporary-folder';

const db = await testDatabase();
const PATH = '/api/atoll/v1/admin/branding';
const folder = temporaryFolder();
let owner = '';

beforeEach(async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_RATE_LIMITS: 'off' }));
    owner = await aToken(db, await anAdmin(db), ['admin:read', 'admin:write']);
});

async function change<T = AdminBranding>(fields: Record<string, string | Buffer>, token = owner) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
        form.set(name, typeof value === 'string' ? value : new File([new Uint8Array(value)], name));
    const encoded = new Response(form);
    return ask<T>('PATCH', PATH, {
        token,
        body: await encoded.blob(),
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
    });
}

const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 4, background: '#c8503c' } })
        .png()
        .toBuffer();
const instance = async () => (await ask<Instance>('GET', '/api/v2/instance')).body;

describe('the looks of a community', () => {
    test('are changed by those alone who may change settings', async () => {
        const member = await aToken(db, await anAccount(db), ['admin:read', 'admin:write']);
        expect((await change({ title: 'Mine' }, member)).status).toBe(403);
        expect((await ask('GET', PATH, { token: member })).status).toBe(403);
        expect((await change({ title: 'The Harbour', accent_hue: '250' })).status).toBe(200);
        expect((await instance()).title).toBe('The Harbour');
        expect((await instance()).branding).toMatchObject({ hue: 250, logo: null, style: null });
    });

    test('are the software’s own again once they are given back', async () => {
        await change({ accent_hue: '250', custom_css: 'a { color: teal }' });
        expect((await change({ accent_hue: '', custom_css: '' })).body).toMatchObject({ accent_hue: null });
        expect((await instance()).branding).toMatchObject({ hue: null, style: null });
    });

    test('show its logo wherever an icon stands, in every size and within what masks keep', async () => {
        const logo = await picture(300, 200);
        const { body } = await change({ title: 'The Harbour', accent_hue: '250', logo });
        expect(body.logo).toMatch(/\/media\/branding\/[\w-]{27}\.png$/);
        const { icon, thumbnail } = await instance();
        expect(thumbnail.url).toBe(icon[1]?.src);
        const answer = await manifest({} as Parameters<typeof manifest>[0]);
        const { icons, theme_color, name } = (await answer.json()) as {
            icons: { src: string; sizes: string; purpose: string }[];
            theme_color: string;
            name: string;
        };
        expect({ name, theme_color }).toEqual({ name: 'The Harbour', theme_color: '#3b6692' });
        expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
            '192x192 any',
            '512x512 any',
            '192x192 maskable',
            '512x512 maskable',
        ]);
        for (const { src, sizes, purpose } of icons) {
            const { bytes, response } = await fetchStored(src);
            expect(response.headers.get('content-type')).toBe('image/png');
            const { width, height } = await sharp(bytes).metadata();
            expect(`${width}x${height}`).toBe(sizes);
            expect((await sharp(bytes).stats()).isOpaque).toBe(purpose === 'maskable');
        }
    });

    test('show its banner in links to it, in two sizes and blurred before', async () => {
        await change({ banner: await picture(2_000, 900) });
        const { thumbnail } = await instance();
        expect(thumbnail.blurhash).toMatch(/^U.{35}$/);
        const size = async (address = '') =>
            (await sharp((await fetchStored(address)).bytes).metadata()).width;
        expect(await size(thumbnail.versions?.['@1x'])).toBe(600);
        expect(await size(thumbnail.versions?.['@2x'])).toBe(1_200);
    });

    test('leave no file behind when they are changed or taken off', async () => {
        await change({ logo: await picture(64, 64), banner: await picture(64, 64) });
        await change({ logo: await picture(48, 64) });
        expect((await ask('DELETE', `${PATH}/logo`, { token: owner })).status).toBe(200);
        expect((await ask('DELETE', `${PATH}/title`, { token: owner })).status).toBe(404);
        await removeBrandPicture(db, 'banner');
        const left: string[] = [];
        for await (const { key } of listStored('branding', new Date(Date.now() + 60_000))) left.push(key);
        expect(left).toEqual([]);
        expect((await instance()).icon[0]?.src).toMatch(/\/icons\/icon-192\.png$/);
    });

    test.each([
        ['a hue that is none', { accent_hue: '400' }, /whole number from 0 to 359/],
        ['a logo that is a program', { logo: Buffer.from('<svg onload="alert(1)"/>') }, /Logo must be/],
        [
            'a style that fetches',
            { custom_css: 'a{}\nb { background: url(x) }' },
            /customCss: line 2: addresses/,
        ],
    ])('are not %s, and nothing else changes with it', async (_, fields, words) => {
        await change({ title: 'The Harbour' });
        const { status, body } = await change<{ error: string }>({ title: 'Other', ...fields });
        expect(status).toBe(422);
        expect(body.error).toMatch(words);
        expect((await instance()).title).toBe('The Harbour');
    });

    test('may have a style within what is safe, at an address of its own for each version', async () => {
        await change({ custom_css: ':root { --surface: #fffaf0 }' });
        const { style } = (await instance()).branding!;
        expect(style).toMatch(/\/community\.css\?v=[\w-]{12}$/);
        await change({ custom_css: '' });
        expect((await instance()).branding?.style).toBeNull();
    });
});
