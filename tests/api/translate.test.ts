/** Translations by services as they are: small servers that speak as LibreTranslate and DeepL do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Instance, Translation } from '$lib/mastodon-api/entities';
import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { mediaAttachments, polls } from '$lib/server/db/schema';
import { forgetTranslationLanguages } from '$lib/server/domain/translations';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

interface Asked {
    path: string;
    key: string | undefined;
    json: { q?: string[]; text?: string[]; target?: string; target_lang?: string; api_key?: string };
}

const asked: Asked[] = [];
let failing: number | undefined;
/** Turns words around, and leaves tags as they are: what a service does to HTML. */
const turn = (html: string) => html.replace(/(<[^>]*>)|[^<]+/g, (text, tag) => tag ?? text.toUpperCase());

const service = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
        const path = request.url ?? '';
        const json = body ? JSON.parse(body) : {};
        if (request.method === 'POST') asked.push({ path, key: request.headers.authorization, json });
        const answers: Record<string, () => unknown> = {
            '/languages': () => [
                { code: 'de', targets: ['de', 'en'] },
                { code: 'en', targets: ['de'] },
            ],
            '/translate': () => ({
                translatedText: json.q.map(turn),
                detectedLanguage: json.q.map(() => ({ language: 'de' })),
            }),
            '/v2/languages?type=source': () => [{ language: 'DE' }, { language: 'EN' }],
            '/v2/languages?type=target': () => [
                { language: 'EN-US' },
                { language: 'EN-GB' },
                { language: 'DE' },
            ],
            '/v2/translate': () => ({
                translations: json.text.map((text: string) => ({
                    text: turn(text),
                    detected_source_language: 'DE',
                })),
            }),
        };
        const status = failing ?? (answers[path] ? 200 : 404);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(status === 200 ? answers[path]?.() : {}));
    });
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
const use = (environment: Record<string, string>) =>
    useConfig(readConfig({ ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8', LOG_LEVEL: 'silent', ...environment }));
const libre = { ATOLL_TRANSLATION_URL: `${url}/`, ATOLL_TRANSLATION_KEY: 'secret' };
use(libre);

const db = await testDatabase();
afterAll(async () => {
    await closeOutbound();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
});
let token: string;
beforeEach(async () => {
    use(libre);
    forgetTranslationLanguages();
    asked.length = 0;
    failing = undefined;
    token = await aToken(db, await anAccount(db));
});

const post = async (given: Partial<Parameters<typeof aStatus>[1]> = {}) =>
    aStatus(db, { by: await anAccount(db), language: 'de', contentHtml: '<p>Guten Tag</p>', ...given });
const translate = ({ id }: { id: string }, lang = 'en') =>
    ask<Translation>('POST', `/api/v1/statuses/${id}/translate`, { token, json: { lang } });

describe('a translation', () => {
    test('has everything of a post that has words, and leaves its markup and emoji alone', async () => {
        const status = await post({
            contentHtml: '<p>Guten :blobcat: <a href="https://a.test/x:y:z" class="mention">Tag</a></p>',
            contentWarning: 'Kraken & <Spinnen>',
        });
        await db.insert(polls).values({
            id: newId(),
            statusId: status.id,
            options: ['ja', 'nein'],
            counts: [0, 0],
            expiresAt: new Date(),
        });
        const media = {
            id: newId(),
            accountId: status.accountId,
            statusId: status.id,
            type: 'image' as const,
        };
        await db.insert(mediaAttachments).values({ ...media, description: 'ein Riff' });
        const { body } = await translate(status);
        expect(body).toMatchObject({
            spoiler_text: 'KRAKEN & <SPINNEN>',
            language: 'en',
            detected_source_language: 'de',
            provider: 'LibreTranslate',
            poll: { options: [{ title: 'JA' }, { title: 'NEIN' }] },
            media_attachments: [{ id: media.id, description: 'EIN RIFF' }],
        });
        expect(body.content).toContain('href="https://a.test/x:y:z" class="mention"');
        expect(body.content).toContain('<p>GUTEN ');
        expect(asked[0]?.json.q?.[0]).toContain('<span translate="no">:blobcat:</span>');
        expect(asked[0]?.json.api_key).toBe('secret');
    });

    test('is made once for all, and anew after an edit', async () => {
        const status = await post();
        for (let i = 0; i < 3; i++) expect((await translate(status)).status).toBe(200);
        await translate(await post());
        expect(asked).toHaveLength(1);
        await db.$client`update statuses set content_html = '<p>Gute Nacht</p>' where id = ${status.id}`;
        expect((await translate(status)).body.content).toBe('<p>GUTE NACHT</p>');
        expect(asked).toHaveLength(2);
    });

    test('brings in no markup that a post could not hold', async () => {
        const status = await post({
            contentHtml: '<p>x<script>alert(1)</script><img src=x onerror=alert(1)></p>',
        });
        expect((await translate(status)).body.content).not.toMatch(/<script|onerror|<img/i);
    });

    test('is refused for what is not open to everybody, has no words, or is in that language already', async () => {
        const mine = await anAccount(db);
        token = await aToken(db, mine);
        for (const given of [
            { visibility: 'private' },
            { visibility: 'direct' },
            { localOnly: true },
            { language: 'en-GB' },
            { contentHtml: '' },
        ] as const)
            expect((await translate(await post({ by: mine, ...given }))).status).toBe(403);
        expect((await translate(await post(), 'tlh')).status).toBe(403);
        expect((await translate(await post(), '')).status).toBe(200);
        expect(asked).toHaveLength(1);
    });

    test('of a post one may not see is not found', async () => {
        expect((await translate(await post({ visibility: 'private' }))).status).toBe(404);
    });

    test.each([500, 429, 403])('fails for the moment when the service answers %i', async (status) => {
        const waiting = await post();
        await translate(await post({ contentHtml: 'x' }));
        failing = status;
        expect((await translate(waiting)).status).toBe(503);
        failing = undefined;
        expect((await translate(waiting)).status).toBe(200);
    });

    test('comes from DeepL where the operator named that', async () => {
        use({ ...libre, ATOLL_TRANSLATION_KIND: 'deepl' });
        const { body } = await translate(await post());
        expect(body).toMatchObject({ content: '<p>GUTEN TAG</p>', provider: 'DeepL.com', language: 'en' });
        expect(asked[0]).toMatchObject({
            path: '/v2/translate',
            key: 'DeepL-Auth-Key secret',
            json: {
                text: ['<p>Guten Tag</p>'],
                target_lang: 'EN-US',
                source_lang: 'DE',
                tag_handling: 'html',
            },
        });
    });
});

describe('which languages', () => {
    const languages = async () => (await ask('GET', '/api/v1/instance/translation_languages')).body;
    const enabled = async () =>
        (await ask<Instance>('GET', '/api/v2/instance')).body.configuration.translation.enabled;

    test('can be had is told as the service tells it', async () => {
        expect(await enabled()).toBe(true);
        expect(await languages()).toEqual({ de: ['en'], en: ['de'] });
        use({ ...libre, ATOLL_TRANSLATION_KIND: 'deepl' });
        expect(await languages()).toEqual({ de: ['en'], en: ['de'] });
    });

    test('none without a service, and no translation is found', async () => {
        use({});
        expect(await enabled()).toBe(false);
        expect(await languages()).toEqual({});
        expect((await translate(await post())).status).toBe(404);
        expect(asked).toEqual([]);
    });
});
