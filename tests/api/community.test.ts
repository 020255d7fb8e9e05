import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Instance, InstanceActivity, Status, V1Instance } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import {
    domainPolicies,
    instances,
    mediaAttachments,
    rules,
    settings,
    statuses,
    users,
} from '$lib/server/db/schema';
import { changeSetting, forgetInstance, instanceState } from '$lib/server/domain/instance';
import { serveNodeinfo } from '$lib/server/federation';
import { newKey } from '$lib/server/storage';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

describe('what the community says of itself', () => {
    test('begins with the version clients look for, and promises nothing that is not there', async () => {
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body.version).toMatch(/^4\.\d+\.\d+ \(compatible; Atoll \d/);
        expect(body).toMatchObject({
            title: 'Atoll',
            registrations: { enabled: true, approval_required: true },
            configuration: {
                statuses: { max_characters: 500, characters_reserved_per_url: 23 },
                translation: { enabled: false },
            },
            contact: { account: null },
        });
        expect(body.configuration.urls.streaming).toMatch(/^wss?:\/\//);
    });

    test('follows its settings, in both versions', async () => {
        await anAccount(db, { username: 'ana' });
        await changeSetting(db, 'title', 'A small island');
        await changeSetting(db, 'shortDescription', 'For <three> people');
        await changeSetting(db, 'registrations', 'closed');
        await changeSetting(db, 'registrationMessage', 'Come back in spring');
        await changeSetting(db, 'contactUsername', 'ana');
        await changeSetting(db, 'languages', 'de, gsw');
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body).toMatchObject({
            title: 'A small island',
            description: 'For <three> people',
            languages: ['de', 'gsw'],
            registrations: { enabled: false, approval_required: false, message: 'Come back in spring' },
            contact: { account: { username: 'ana' } },
        });
        const older = await ask<V1Instance>('GET', '/api/v1/instance');
        expect(older.body).toMatchObject({
            title: 'A small island',
            registrations: false,
            contact_account: { username: 'ana' },
        });
    });

    test('is forgotten when another process changes it', async () => {
        expect((await instanceState(db)).settings.title).toBe('Atoll');
        const told = new Promise<void>(
            (resolve) => void db.$client.listen('instance_changed', () => resolve()),
        );
        // As another process would: past the function that also forgets here.
        await db.insert(settings).values({ name: 'title', value: 'Elsewhere' });
        await told;
        expect((await instanceState(db)).settings.title).toBe('Elsewhere');
    });

    test.each([
        ['registrations', 'maybe'],
        ['title', 'a'.repeat(101)],
        ['languages', 'not a language'],
        ['unknown', 'x'],
        ['reasonRequired', 'perhaps'],
    ])('does not take %s = %s', async (name, value) => {
        await expect(changeSetting(db, name, value)).rejects.toThrow(/must be|no setting/);
    });

    test('counts members and posts', async () => {
        const account = await anAccount(db, { statusesCount: 3 });
        await db.insert(instances).values({ domain: 'remote.test' });
        await ask('GET', '/api/v1/accounts/verify_credentials', { token: await aToken(db, account) });
        const { body } = await ask<V1Instance>('GET', '/api/v1/instance');
        expect(body.stats).toEqual({ user_count: 1, status_count: 3, domain_count: 1 });
        const { body: newer } = await ask<Instance>('GET', '/api/v2/instance');
        expect(newer.usage.users.active_month).toBe(1);
        expect((await ask('GET', '/api/v1/instance/peers')).body).toEqual(['remote.test']);
    });

    test('tells figures that a recount confirms: in NodeInfo, of its activity, and of the servers it speaks with', async () => {
        const [ana, gone] = [await anAccount(db), await anAccount(db, { suspendedAt: new Date() })];
        const token = await aToken(db, ana);
        const posted: string[] = [];
        for (const status of ['one', 'two', 'three'])
            posted.push((await ask<Status>('POST', '/api/v1/statuses', { token, json: { status } })).body.id);
        await ask('DELETE', `/api/v1/statuses/${posted[0]}`, { token });
        await aStatus(db, { by: await aRemoteAccount(db) });
        await db
            .update(users)
            .set({ lastActiveAt: new Date(Date.now() - 60 * 86_400_000) })
            .where(eq(users.accountId, gone.id));
        await db.insert(instances).values([{ domain: 'remote.test' }, { domain: 'a.evil.test' }]);
        await db.insert(domainPolicies).values({ domain: 'evil.test', id: newId(), severity: 'suspend' });
        await forgetInstance(db);
        const recount = await db.$count(statuses, and(eq(statuses.local, true), isNull(statuses.boostOfId)));
        for (const version of ['2.0', '2.1']) {
            const nodeinfo = (await (await serveNodeinfo(db, version)).json()) as { usage: object };
            expect(nodeinfo.usage).toEqual({
                users: { total: 1, activeMonth: 1, activeHalfyear: 1 },
                localPosts: recount,
            });
        }
        expect(recount).toBe(2);
        const { body: weeks } = await ask<InstanceActivity[]>('GET', '/api/v1/instance/activity');
        expect(weeks[0]).toMatchObject({ statuses: '2', logins: '1' });
        expect((await ask('GET', '/api/v1/instance/peers')).body).toEqual(['remote.test']);
    });

    test('shows its activity week by week', async () => {
        await aStatus(db, { by: await anAccount(db) });
        const { body } = await ask<InstanceActivity[]>('GET', '/api/v1/instance/activity');
        expect(body).toHaveLength(12);
        expect(body[0]).toMatchObject({ statuses: '1', registrations: '1' });
        expect(new Date(Number(body[0]!.week) * 1000).getUTCDay()).toBe(1);
    });

    test('has its rules in order, without those that were deleted', async () => {
        await db.insert(rules).values([
            { id: newId(), position: 2, text: 'Second', hint: 'Why' },
            { id: newId(), position: 1, text: 'First' },
            { id: newId(), position: 0, text: 'Gone', deletedAt: new Date() },
        ]);
        const { body } = await ask<{ text: string }[]>('GET', '/api/v1/instance/rules');
        expect(body.map(({ text }) => text)).toEqual(['First', 'Second']);
    });

    test('has texts as paragraphs, with nothing in them that could be markup', async () => {
        await changeSetting(db, 'description', 'One <script>\nline\n\nTwo & more');
        await changeSetting(db, 'termsOfService', 'Be kind');
        await changeSetting(db, 'termsEffectiveDate', '2026-01-31');
        expect((await ask('GET', '/api/v1/instance/extended_description')).body).toMatchObject({
            content: '<p>One &lt;script&gt;<br />line</p><p>Two &amp; more</p>',
        });
        expect((await ask('GET', '/api/v1/instance/privacy_policy')).body).toMatchObject({ content: '' });
        const { body: instance } = await ask<Instance>('GET', '/api/v2/instance');
        expect(instance.configuration.urls).toMatchObject({
            privacy_policy: null,
            terms_of_service: expect.stringMatching(/\/about\/terms$/) as string,
        });
        const terms = { effective_date: '2026-01-31', content: '<p>Be kind</p>' };
        expect((await ask('GET', '/api/v1/instance/terms_of_service')).body).toMatchObject(terms);
        expect((await ask('GET', '/api/v1/instance/terms_of_service/2026-01-31')).status).toBe(200);
        expect((await ask('GET', '/api/v1/instance/terms_of_service/2025-01-31')).status).toBe(404);
    });

    test('without terms says that there are none', async () => {
        expect((await ask('GET', '/api/v1/instance/terms_of_service')).status).toBe(404);
    });
});

describe('the version of the API that is announced', () => {
    type Ask = <T = object>(method: Parameters<typeof ask>[0], path: string, json?: object) => Promise<T>;
    /** What each version promised beside the one before, as its documentation and release notes say. */
    const PROMISES: [version: number, what: string, kept: (as: Ask, accountId: string) => Promise<void>][] = [
        [
            2,
            'groups of notifications',
            async (as) => {
                expect(await as('GET', '/api/v2/notifications')).toHaveProperty('notification_groups', []);
            },
        ],
        [
            3,
            'sites that may name somebody as author',
            async (as) => {
                const attribution_domains = ['news.test'];
                const changed = await as('PATCH', '/api/v1/accounts/update_credentials', {
                    attribution_domains,
                });
                expect(changed).toMatchObject({ source: { attribution_domains } });
            },
        ],
        [
            4,
            'media that are deleted, with their post or before it',
            async (as, accountId) => {
                const [loose, posted] = [newId(), newId()];
                for (const id of [loose, posted])
                    await db.insert(mediaAttachments).values({
                        id,
                        accountId,
                        type: 'image',
                        state: 'ready',
                        key: newKey('attachments', 'webp'),
                        previewKey: newKey('previews', 'webp'),
                    });
                await as('DELETE', `/api/v1/media/${loose}`);
                const { id } = await as<Status>('POST', '/api/v1/statuses', { media_ids: [posted] });
                await as('DELETE', `/api/v1/statuses/${id}?delete_media=true`);
                expect(await db.$count(mediaAttachments)).toBe(0);
            },
        ],
        [
            5,
            'filters that blur',
            async (as) => {
                const filter = { title: 'Spiders', context: ['home'], filter_action: 'blur' };
                expect(await as('POST', '/api/v2/filters', filter)).toMatchObject({ filter_action: 'blur' });
            },
        ],
        [
            6,
            'hashtags featured by their name',
            async (as) => {
                expect(await as('POST', '/api/v1/tags/sea/feature')).toMatchObject({ featuring: true });
                expect(await as('POST', '/api/v1/tags/sea/unfeature')).toMatchObject({ featuring: false });
            },
        ],
        [
            7,
            'quotes, and who may quote',
            async (as) => {
                const { id } = await as<Status>('POST', '/api/v1/statuses', { status: 'Quote me' });
                const quote = await as<Status>('POST', '/api/v1/statuses', {
                    status: 'See',
                    quoted_status_id: id,
                    quote_approval_policy: 'nobody',
                });
                expect(quote).toMatchObject({
                    quote: { state: 'accepted' },
                    quote_approval: { automatic: [] },
                });
                expect(await as('GET', `/api/v1/statuses/${id}/quotes`)).toMatchObject([{ id: quote.id }]);
                expect(await as('GET', '/api/v1/preferences')).toHaveProperty('posting:default:quote_policy');
            },
        ],
        [
            8,
            'the profile as a whole, and the state of an annual report',
            async (as) => {
                const display_name = 'Ana of the sea';
                expect(await as('PATCH', '/api/v1/profile', { display_name })).toMatchObject({
                    display_name,
                });
                expect(await as('GET', '/api/v1/annual_reports/2026/state')).toEqual({ state: 'ineligible' });
            },
        ],
        [
            9,
            'descriptions of the pictures of a profile',
            async (as) => {
                const described = { avatar_description: 'Ana, at sea', header_description: 'The sea' };
                expect(await as('PATCH', '/api/v1/profile', described)).toMatchObject(described);
            },
        ],
    ];

    test.each(PROMISES)('%i keeps its promise: %s', async (_version, _what, kept) => {
        const account = await anAccount(db);
        const token = await aToken(db, account);
        const as: Ask = async <T>(method: Parameters<Ask>[0], path: string, json?: object) => {
            const { status, body } = await ask<T>(method, path, { token, json });
            expect(status, JSON.stringify(body)).toBe(200);
            return body;
        };
        await kept(as, account.id);
    });

    test('is the highest that is wholly kept: the next promises collections', async () => {
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body.api_versions.mastodon).toBe(PROMISES.at(-1)?.[0]);
        expect(apiRoutes.some(({ pattern }) => pattern === '/api/v1/collections')).toBe(false);
    });
});

test('what is not there yet is empty, for those who may ask', async () => {
    const token = await aToken(db, await anAccount(db));
    for (const path of [
        '/api/v1/custom_emojis',
        '/api/v1/filters',
        '/api/v2/filters',
        '/api/v1/lists',
        '/api/v1/instance/domain_blocks',
    ])
        expect(await ask('GET', path, { token })).toMatchObject({ status: 200, body: [] });
});

test('preferences are what the member chose, or what everybody has', async () => {
    const { body } = await ask('GET', '/api/v1/preferences', {
        token: await aToken(db, await anAccount(db)),
    });
    expect(body).toMatchObject({
        'posting:default:visibility': 'public',
        'posting:default:sensitive': false,
        'posting:default:language': null,
        'reading:expand:media': 'default',
        'reading:expand:spoilers': false,
    });
});

test('what a member is answered is kept by nobody on the way; what guests are, is asked for again', async () => {
    const token = await aToken(db, await anAccount(db));
    const own = await ask('GET', '/api/v1/preferences', { token });
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    expect(own.headers.get('vary')).toContain('Authorization');
    const { headers } = await ask('GET', '/api/v2/instance');
    expect(headers.get('cache-control')).toBe('no-cache');
});
