/** Custom emoji over the wire, both ways. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account, AdminCustomEmoji, CustomEmoji, Status } from '$lib/mastodon-api/entities';
import { config, readConfig, useConfig } from '$lib/server/config';
import { addEmoji, changeEmoji, removeEmoji } from '$lib/server/domain/emoji';
import { findByUri } from '$lib/server/domain/statuses';
import { keyOfAddress, openStored } from '$lib/server/storage';
import { ask } from '../support/api-routes';
import { anAdmin, aToken } from '../support/factories';
import { aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const ADMIN = '/api/atoll/v1/admin/custom_emojis';

beforeAll(() => {
    useConfig(
        readConfig({
            ATOLL_ORIGIN: config().origin,
            ATOLL_DATA_DIR: temporaryFolder(),
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_RATE_LIMITS: 'off',
            LOG_LEVEL: 'silent',
        }),
    );
});

let admin = '';
beforeEach(async () => {
    admin = await aToken(db, await anAdmin(db), ['read', 'write', 'admin:read', 'admin:write']);
});

const blob = (changes: object = {}) => ({
    type: 'Emoji',
    name: ':blob:',
    icon: { type: 'Image', url: 'https://pictures.test/blob.png' },
    ...changes,
});
const foreign = async (query = '') =>
    (await ask<AdminCustomEmoji[]>('GET', `${ADMIN}?remote=true${query}`, { token: admin })).body;

async function arrive(good: RemoteServer, emoji: object) {
    const rita = good.people.get('rita') ?? (await good.person('rita'));
    const note = good.note(rita, 'hi :blob:', { tag: [emoji] });
    await good.send(inbox, good.create(rita, note), rita);
    await settle();
    return note;
}

const named = (emojis: CustomEmoji[]) => emojis.map(({ shortcode }) => shortcode).sort();

describe('emoji of somebody elsewhere', () => {
    test('are shown in their name, bio, fields, post, warning and the options of a poll', async () => {
        await using good = await RemoteServer.start();
        const tag = ['name', 'bio', 'field', 'text', 'warning', 'option'].map((name) =>
            blob({ name: `:${name}:` }),
        );
        const rita = await good.person('rita', {
            name: 'Rita :name:',
            summary: '<p>:bio:</p>',
            attachment: [{ type: 'PropertyValue', name: 'Mood', value: ':field:' }],
            tag: tag.slice(0, 3),
        });
        const note = good.note(rita, 'Which :text:?', {
            type: 'Question',
            summary: 'Mind :warning:',
            oneOf: [
                { type: 'Note', name: 'Tea :option:', replies: { type: 'Collection', totalItems: 1 } },
                { type: 'Note', name: 'Coffee', replies: { type: 'Collection', totalItems: 0 } },
            ],
            endTime: '2099-01-01T00:00:00Z',
            tag: tag.slice(3),
        });
        await good.send(inbox, good.create(rita, note), rita);
        await settle();
        const { id } = (await findByUri(db, note.id))!;
        const { body } = await ask<Status>('GET', `/api/v1/statuses/${id}`);
        expect(named(body.emojis)).toEqual(['option', 'text', 'warning']);
        expect(named(body.poll!.emojis)).toContain('option');
        expect(named(body.account.emojis)).toEqual(['bio', 'field', 'name']);
        expect(JSON.stringify(body)).not.toContain('pictures.test');
    });

    test('are remembered, with the words by which they are found', async () => {
        await using good = await RemoteServer.start();
        await arrive(good, blob({ keywords: ['jelly', 'jelly', 7, 'goo'] }));
        const found = await foreign('&q=GOO');
        expect(found).toMatchObject([
            { shortcode: 'blob', domain: good.host, aliases: ['jelly', 'goo'], taken: false },
        ]);
        expect(found[0]!.url).toContain(`${origin}/media-proxy/`);
        expect(await foreign(`&domain=${encodeURIComponent(good.host)}`)).toHaveLength(1);
        expect(await foreign('&domain=elsewhere.test')).toEqual([]);
        expect((await ask<CustomEmoji[]>('GET', '/api/v1/custom_emojis')).body).toEqual([]);
    });

    test('have the newest picture their server told of, whatever came last', async () => {
        await using good = await RemoteServer.start();
        const told = async (file: string, updated?: string) => {
            await arrive(
                good,
                blob({ icon: { type: 'Image', url: `https://pictures.test/${file}` }, updated }),
            );
            const address = (await foreign())[0]!.url.split('/').at(-1)!;
            return Buffer.from(address, 'base64url').toString().split('/').at(-1);
        };
        expect(await told('first.png')).toBe('first.png');
        expect(await told('second.png')).toBe('second.png');
        expect(await told('dated.png', '2026-02-02T00:00:00Z')).toBe('dated.png');
        expect(await told('older.png', '2026-01-01T00:00:00Z')).toBe('dated.png');
        expect(await told('newer.png', '2026-03-03T00:00:00Z')).toBe('newer.png');
        expect(await told('undated.png')).toBe('newer.png');
    });

    test('are taken over by whoever looks after emoji, from a list or from a post', async () => {
        await using good = await RemoteServer.start();
        const url = `${good.origin}/blob.png`;
        good.documents.set('/blob.png', { type: 'image/png', body: await aPng(20) });
        const note = await arrive(good, blob({ icon: { type: 'Image', url }, keywords: ['goo'] }));
        const [{ id } = { id: '' }] = await foreign();
        const taken = await ask<AdminCustomEmoji>('POST', `${ADMIN}/${id}/copy`, { token: admin });
        expect(taken.body).toMatchObject({ shortcode: 'blob', domain: null, aliases: ['goo'] });
        expect(await openStored(keyOfAddress(taken.body.url) ?? '')).toBeDefined();
        expect((await foreign())[0]?.taken).toBe(true);

        const statusId = (await findByUri(db, note.id))!.id;
        const again = { status_id: statusId, name: 'blob' };
        const refused = await ask('POST', `${ADMIN}/copy`, { token: admin, json: again });
        expect(refused).toMatchObject({ status: 422, body: { error: expect.stringContaining('taken') } });
        const other = await ask('POST', `${ADMIN}/copy`, {
            token: admin,
            json: { ...again, shortcode: 'goo', category: 'Blobs' },
        });
        expect(other.body).toMatchObject({ shortcode: 'goo', category: 'Blobs', domain: null });
        const unknown = { status_id: statusId, name: 'never' };
        expect((await ask('POST', `${ADMIN}/copy`, { token: admin, json: unknown })).status).toBe(404);
    });

    test('that cannot be had, or are no pictures, are not taken over', async () => {
        await using good = await RemoteServer.start();
        good.documents.set('/blob.png', { type: 'image/png', body: '<svg onload="alert(1)"/>' });
        await arrive(good, blob({ icon: { type: 'Image', url: `${good.origin}/blob.png` } }));
        await arrive(good, blob({ name: ':gone:', icon: { type: 'Image', url: `${good.origin}/gone.png` } }));
        for (const { id } of await foreign())
            expect((await ask('POST', `${ADMIN}/${id}/copy`, { token: admin })).status).toBe(422);
    });
});

describe('emoji of the community', () => {
    const tagsOf = async (good: RemoteServer, uri: string) =>
        (await good.get(uri)).body.tag as Record<string, unknown>[];

    test('go out with a post, its warning and its poll, and with a name, a bio and fields', async () => {
        await using good = await RemoteServer.start();
        for (const shortcode of ['text', 'warning', 'option', 'name', 'bio', 'field'])
            await addEmoji(db, { shortcode, picture: await aPng(), aliases: [`${shortcode} too`] });
        const alice = await aMember(db, 'alice');
        const token = await aToken(db, alice);
        const profile = await ask<Account>('PATCH', '/api/v1/accounts/update_credentials', {
            token,
            json: {
                display_name: 'Alice :name:',
                note: ':bio:',
                fields_attributes: [{ name: 'Mood', value: ':field:' }],
            },
        });
        expect(profile.status).toBe(200);
        const { body: status } = await ask<Status>('POST', '/api/v1/statuses', {
            token,
            json: {
                status: 'Which :text:?',
                spoiler_text: ':warning:',
                poll: { options: ['Tea :option:', 'b'], expires_in: 300 },
            },
        });
        const names = (tags: Record<string, unknown>[]) => tags.map(({ name }) => name).sort();
        const tags = await tagsOf(good, status.uri);
        expect(names(tags)).toEqual([':option:', ':text:', ':warning:']);
        expect(tags.find(({ name }) => name === ':option:')).toMatchObject({
            id: `${origin}/emoji/option`,
            type: 'Emoji',
            keywords: ['option too'],
            updated: expect.any(String),
            icon: { type: 'Image', mediaType: 'image/webp' },
        });
        expect(names(await tagsOf(good, alice.uri))).toEqual([':bio:', ':field:', ':name:']);
    });

    test('with another picture are told with that one wherever they stand; gone ones as they were', async () => {
        await using good = await RemoteServer.start();
        const { id } = await addEmoji(db, { shortcode: 'one', picture: await aPng(16) });
        const token = await aToken(db, await aMember(db, 'alice'));
        const { body: status } = await ask<Status>('POST', '/api/v1/statuses', {
            token,
            json: { status: ':one:' },
        });
        const before = (await tagsOf(good, status.uri))[0]!;
        await changeEmoji(db, id, { picture: await aPng(24) });
        const after = (await tagsOf(good, status.uri))[0]!;
        expect(after.icon).not.toEqual(before.icon);
        expect(Date.parse(String(after.updated))).toBeGreaterThan(Date.parse(String(before.updated)));
        expect((await good.get(`${origin}/emoji/one`)).body).toMatchObject({
            icon: after.icon,
            updated: after.updated,
        });
        await changeEmoji(db, id, { shortcode: 'other' });
        expect((await tagsOf(good, status.uri))[0]).toMatchObject({ name: ':one:', icon: before.icon });
        expect((await good.get(`${origin}/emoji/one`)).status).toBe(404);
        expect((await good.get(`${origin}/emoji/other`)).body.name).toBe(':other:');
        await removeEmoji(db, { id });
        expect((await tagsOf(good, status.uri))[0]).toMatchObject({ name: ':one:' });
    });
});
