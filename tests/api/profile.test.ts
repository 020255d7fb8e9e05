import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Account, CredentialAccount, Profile } from '$lib/mastodon-api/entities';
import { accounts } from '$lib/server/db/schema';
import { followAccount } from '$lib/server/domain/relationships';
import { actorDocument } from '$lib/server/federation/documents';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/accounts/update_credentials';

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}

const update = (token: string, json: object) => ask<CredentialAccount>('PATCH', PATH, { token, json });

describe('reading an account', () => {
    test('by id or by handle shows the same to a guest', async () => {
        const ana = await anAccount(db, { username: 'Ana' });
        const zoe = await aRemoteAccount(db, { username: 'zoe', domain: 'there.test' });
        const { body } = await ask<Account>('GET', `/api/v1/accounts/${ana.id}`);
        expect(body).toMatchObject({ id: ana.id, acct: 'Ana' });
        expect(body).not.toHaveProperty('source');
        for (const acct of ['ana', '@ANA', 'ana@localhost:3000'])
            expect((await ask('GET', `/api/v1/accounts/lookup?acct=${acct}`)).body).toEqual(body);
        const there = await ask<Account>('GET', '/api/v1/accounts/lookup?acct=zoe@there.test');
        expect(there.body).toMatchObject({ id: zoe.id, acct: 'zoe@there.test' });
    });

    test('of somebody suspended shows a blank profile that says so', async () => {
        const gone = await anAccount(db, { suspendedAt: new Date(), bioHtml: '<p>secret</p>' });
        const { body } = await ask<Account>('GET', `/api/v1/accounts/${gone.id}`);
        expect(body).toMatchObject({ suspended: true, note: '', display_name: '', fields: [] });
    });

    test.each(['1', 'abc', '-1', '9223372036854775808', '%00'])('%s is nobody', async (id) => {
        expect(await ask('GET', `/api/v1/accounts/${id}`)).toMatchObject({
            status: 404,
            body: { error: 'Record not found' },
        });
    });

    test('of somebody who was not admitted yet finds nobody', async () => {
        const { account } = await signedIn({ username: 'applicant' });
        await db.$client`update users set approved_at = null`;
        expect(await ask('GET', `/api/v1/accounts/${account.id}`)).toMatchObject({ status: 404 });
        expect(await ask('GET', '/api/v1/accounts/lookup?acct=applicant')).toMatchObject({ status: 404 });
    });
});

describe('changing one’s profile', () => {
    test('keeps what was typed and shows it as HTML, with links, hashtags and people', async () => {
        await anAccount(db, { username: 'bob' });
        const { token } = await signedIn();
        const note = 'Hello @bob & friends of #Reefs\nhttps://example.test <script>';
        const { status, body } = await update(token, { display_name: ' Ana ', note });
        expect(status).toBe(200);
        expect(body).toMatchObject({ display_name: 'Ana', source: { note } });
        expect(body.note).toContain('class="u-url mention">@<span>bob</span>');
        expect(body.note).toContain('/tags/reefs"');
        expect(body.note).toContain('&amp; friends');
        expect(body.note).toContain('&lt;script&gt;');
        expect(body.note).not.toContain('<script>');
    });

    test('leaves alone what was not given, and empties what was given empty', async () => {
        const { token } = await signedIn();
        await update(token, { display_name: 'Ana', note: 'Hi', locked: true });
        const { body } = await update(token, { note: '' });
        expect(body).toMatchObject({ display_name: 'Ana', note: '', locked: true });
    });

    test('takes fields as a numbered multipart form, in their order', async () => {
        const { token } = await signedIn();
        const form = new FormData();
        form.set('fields_attributes[0][name]', 'Site');
        form.set('fields_attributes[0][value]', 'https://ana.example/about');
        form.set('fields_attributes[1][name]', 'Pronouns');
        form.set('fields_attributes[1][value]', 'she <b>');
        form.set('fields_attributes[2][name]', '');
        form.set('fields_attributes[2][value]', '');
        form.set('bot', '1');
        form.set('source[privacy]', 'unlisted');
        const encoded = new Response(form);
        const { status, body } = await ask<CredentialAccount>('PATCH', PATH, {
            token,
            body: await encoded.blob(),
            headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
        });
        expect(status).toBe(200);
        expect(body.fields.map(({ name }) => name)).toEqual(['Site', 'Pronouns']);
        expect(body.fields[0]?.value).toContain('rel="me nofollow noopener"');
        expect(body.fields[1]?.value).toBe('she &lt;b&gt;');
        expect(body.source.fields.map(({ value }) => value)).toEqual([
            'https://ana.example/about',
            'she <b>',
        ]);
        expect(body).toMatchObject({ bot: true, source: { privacy: 'unlisted' } });
    });

    test('takes fields as JSON, as a list or by number, and replaces them all', async () => {
        const { token } = await signedIn();
        const field = { name: 'A', value: '1' };
        expect(
            (await update(token, { fields_attributes: [field, { name: 'B', value: '2' }] })).body.fields,
        ).toHaveLength(2);
        expect((await update(token, { fields_attributes: { 7: field } })).body.fields).toHaveLength(1);
    });

    test('sets how new posts begin, and takes it into account at once', async () => {
        const { token } = await signedIn();
        const { body } = await update(token, {
            source: { privacy: 'private', sensitive: true, language: 'de', quote_policy: 'nobody' },
        });
        expect(body.source).toMatchObject({
            privacy: 'private',
            sensitive: true,
            language: 'de',
            quote_policy: 'nobody',
        });
        expect((await update(token, { source: { language: '' } })).body.source).toMatchObject({
            privacy: 'private',
            language: null,
        });
        const preferences = await ask('GET', '/api/v1/preferences', { token });
        expect(preferences.body).toMatchObject({ 'posting:default:visibility': 'private' });
    });

    test.each([
        { display_name: 'x'.repeat(31) },
        { note: 'x'.repeat(501) },
        { fields_attributes: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) },
        { fields_attributes: [{ name: 'x'.repeat(256), value: 'b' }] },
        { fields_attributes: [{ name: '', value: 'b' }] },
        { fields_attributes: 'x' },
        { fields_attributes: ['x'] },
        { source: { privacy: 'everyone' } },
        { source: 'x' },
        { note: { a: 1 } },
        { note: 'a\0b' },
        { attribution_domains: Array.from({ length: 11 }, (_, i) => `d${i}.test`) },
    ])('refuses %j and changes nothing', async (json) => {
        const { token } = await signedIn({ displayName: 'Ana' });
        const { status, body } = await update(token, { locked: true, ...json });
        expect({ status, body }).toEqual({ status: 422, body: { error: expect.any(String) } });
        const me = await ask<CredentialAccount>('GET', '/api/v1/accounts/verify_credentials', { token });
        expect(me.body).toMatchObject({ display_name: 'Ana', locked: false });
    });

    test('emoji and letters beyond the Latin alphabet count as one each', async () => {
        const { token } = await signedIn();
        const name = '👩‍👩‍👧‍👦'.repeat(30);
        expect((await update(token, { display_name: name })).body.display_name).toBe(name);
    });

    test('unlocking lets in whoever waits', async () => {
        const { account, token } = await signedIn({ locked: true });
        const bob = await anAccount(db);
        await followAccount(db, { accountId: bob.id }, account.id);
        await update(token, { note: 'still locked' });
        await runJobs();
        expect((await ask('GET', `/api/v1/accounts/${account.id}`)).body).toMatchObject({
            followers_count: 0,
        });
        await update(token, { locked: false });
        await runJobs();
        expect((await ask('GET', `/api/v1/accounts/${account.id}`)).body).toMatchObject({
            followers_count: 1,
        });
    });

    test('the profile is read and changed as a whole, too', async () => {
        const { token } = await signedIn();
        const changed = await ask<Profile>('PATCH', '/api/v1/profile', {
            token,
            json: { note: 'Hi', hide_collections: true, attribution_domains: ['Blog.Example'] },
        });
        expect(changed.body).toMatchObject({
            note: 'Hi',
            hide_collections: true,
            attribution_domains: ['blog.example'],
        });
        expect((await ask('GET', '/api/v1/profile', { token })).body).toEqual(changed.body);
    });

    test('may have a style of its own, which visitors see and no other server is told of', async () => {
        const { token, account } = await signedIn();
        const { body: before } = await ask<Account>('GET', `/api/v1/accounts/${account.id}`);
        expect(before).not.toHaveProperty('profile_style');
        const json = { profile_style: { hue: 250, backdrop: 'waves', font: 'serif', first_tab: 'media' } };
        expect((await update(token, json)).status).toBe(200);
        const { body } = await ask<Account>('GET', `/api/v1/accounts/${account.id}`);
        expect(body.profile_style).toEqual(json.profile_style);
        await update(token, { profile_style: { hue: null, backdrop: 'dots' } });
        const { body: profile } = await ask<Profile>('GET', '/api/v1/profile', { token });
        expect(profile.profile_style).toEqual({
            hue: null,
            backdrop: 'dots',
            font: 'serif',
            first_tab: 'media',
        });
        const [row] = await db.select().from(accounts).where(eq(accounts.id, account.id));
        const document = actorDocument({ account: row!, key: { id: 'k', publicPem: 'p' }, movedTo: null });
        expect(JSON.stringify(document)).not.toMatch(/serif|waves|dots/);
    });

    test.each([{ hue: 360 }, { hue: -1 }, { hue: 'red' }, { backdrop: 'url(//x)' }, { font: 'Papyrus' }])(
        'has a style of the list or none: %j',
        async (profile_style) => {
            const { token } = await signedIn();
            expect((await update(token, { profile_style })).status).toBe(422);
        },
    );

    test('a picture can be taken off', async () => {
        const { token } = await signedIn({
            avatarUrl: 'https://a.test/1.png',
            headerUrl: 'https://a.test/2.png',
        });
        await ask('DELETE', '/api/v1/profile/avatar', { token });
        const { body } = await ask<Profile>('GET', '/api/v1/profile', { token });
        expect(body).toMatchObject({ avatar: null, header: 'https://a.test/2.png' });
        await ask('DELETE', '/api/v1/profile/header', { token });
        expect((await ask('GET', '/api/v1/profile', { token })).body).toMatchObject({ header: null });
    });
});

describe('how the app looks', () => {
    const PLACE = '/api/atoll/v1/appearance';
    const looks = { theme: 'dark', contrast: 'system', density: 'compact', motion: 'system', hue: 250 };

    test('is the same on all devices of a member, and nobody else’s', async () => {
        const { token, account } = await signedIn();
        expect((await ask('GET', PLACE, { token })).body).toEqual({ appearance: null, changed_at: null });
        const kept = await ask('PUT', PLACE, { token, json: looks });
        expect(kept.body).toMatchObject({ appearance: looks });
        const other = await aToken(db, account);
        expect((await ask('GET', PLACE, { token: other })).body).toEqual(kept.body);
        const { token: eve } = await signedIn();
        expect((await ask('GET', PLACE, { token: eve })).body).toMatchObject({ appearance: null });
    });

    test('grows by what an app adds, and loses nothing to one that knows less', async () => {
        const { token } = await signedIn();
        await ask('PUT', PLACE, { token, json: { hide_counts: true, undo_send: '10', theme: 'dark' } });
        const { body } = await ask('PUT', PLACE, { token, json: { theme: 'light', grayscale: false } });
        expect(body).toMatchObject({
            appearance: { hide_counts: true, undo_send: '10', theme: 'light', grayscale: false },
        });
    });

    test.each([{ theme: 'url(x)' }, { undo_send: '7' }, { hue: 360 }, { hue: '' }, { motion: null }])(
        'is one of what there is: not %j',
        async (wrong) => {
            const { token } = await signedIn();
            expect((await ask('PUT', PLACE, { token, json: { ...looks, ...wrong } })).status).toBe(422);
        },
    );
});
