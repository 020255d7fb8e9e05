/** Stock client libraries do with a real server all that the apps built on them do. */
import { Readable } from 'node:stream';
import generate, { type MegalodonInterface } from 'megalodon';
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient, type mastodon } from 'masto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPng } from '../support/pictures';
import { Device } from '../support/push-service';
import { allow, authorizeAddress, startCommunity } from './support/community';

const CALLBACK = 'https://client.test/callback';
const SCOPES = ['read', 'write', 'follow', 'push'];

let community: Awaited<ReturnType<typeof startCommunity>>;
let origin: string;
/** The second member, who answers. */
let ben: mastodon.rest.Client;

beforeAll(async () => {
    community = await startCommunity();
    origin = community.origin;
    ben = createRestAPIClient({ url: origin, accessToken: community.ben });
});
afterAll(() => community[Symbol.asyncDispose]());

/** Asks until it holds: what a worker does comes a moment later. */
const eventually = <T>(ask: () => Promise<T>, holds: (found: T) => boolean): Promise<T> =>
    expect.poll(ask, { interval: 50, timeout: 10_000 }).toSatisfy(holds).then(ask);

describe('masto', () => {
    let masto: mastodon.rest.Client;
    let token: string;

    beforeAll(async () => {
        const { clientId, clientSecret } = await createRestAPIClient({ url: origin }).v1.apps.create({
            clientName: 'A client library',
            redirectUris: CALLBACK,
            scopes: SCOPES.join(' '),
        });
        const app = { clientId: clientId ?? '', redirectUri: CALLBACK, scope: SCOPES.join(' ') };
        const granted = await createOAuthAPIClient({ url: origin }).token.create({
            grantType: 'authorization_code',
            ...app,
            clientSecret: clientSecret ?? '',
            code: await allow(community.owner, authorizeAddress(origin, app)),
        });
        token = granted.accessToken;
        masto = createRestAPIClient({ url: origin, accessToken: token });
    });

    test('knows who it is and where it is', async () => {
        const account = await masto.v1.accounts.verifyCredentials();
        expect(account).toMatchObject({ username: 'owner', acct: 'owner', source: { privacy: 'public' } });
        expect((await masto.v2.instance.fetch()).version).toMatch(/^4\./);
        expect((await masto.v1.apps.verifyCredentials()).name).toBe('A client library');
        expect(await masto.v1.preferences.fetch()).toHaveProperty('posting:default:visibility');
    });

    test('posts, once for one key, and reads it where it belongs', async () => {
        const post = () =>
            masto.v1.statuses.create(
                { status: 'Hello from a #library', visibility: 'public', language: 'en' },
                { requestInit: { headers: { 'Idempotency-Key': 'one' } } },
            );
        const status = await post();
        expect((await post()).id).toBe(status.id);
        const reply = await masto.v1.statuses.create({ status: 'And an answer', inReplyToId: status.id });
        const { descendants } = await masto.v1.statuses.$select(status.id).context.fetch();
        expect(descendants.map(({ id }) => id)).toEqual([reply.id]);
        const local = await masto.v1.timelines.public.list({ local: true });
        expect(local.map(({ id }) => id)).toContain(status.id);
        const tagged = await masto.v1.timelines.tag.$select('library').list();
        expect(tagged.map(({ id }) => id)).toEqual([status.id]);
    });

    test('turns pages by their links, and takes back what it did', async () => {
        for (let i = 0; i < 5; i++) await masto.v1.statuses.create({ status: `Post ${i}` });
        const { id } = await masto.v1.accounts.verifyCredentials();
        const read: string[] = [];
        for await (const page of masto.v1.accounts.$select(id).statuses.list({ limit: 3 }))
            read.push(...page.map((status) => status.id));
        expect(read).toHaveLength(7);
        expect(new Set(read).size).toBe(7);

        const [latest] = await masto.v1.accounts.$select(id).statuses.list({ limit: 1 });
        const status = masto.v1.statuses.$select(latest?.id ?? '');
        expect((await status.favourite()).favourited).toBe(true);
        expect((await status.unfavourite()).favouritesCount).toBe(0);
        expect((await status.bookmark()).bookmarked).toBe(true);
        expect((await masto.v1.bookmarks.list()).map((bookmarked) => bookmarked.id)).toEqual([latest?.id]);
        expect((await status.remove()).text).toBe('Post 4');
        await expect(status.fetch()).rejects.toMatchObject({ statusCode: 404 });
    });

    test('edits what it posted, and reads how it was', async () => {
        const { id } = await masto.v1.statuses.create({ status: 'First words', spoilerText: 'Words' });
        const status = masto.v1.statuses.$select(id);
        expect((await status.update({ status: 'Second words' })).editedAt).toEqual(expect.any(String));
        expect(await status.source.fetch()).toMatchObject({ text: 'Second words', spoilerText: '' });
        const history = await status.history.list();
        expect(history.map(({ content, spoilerText }) => [content, spoilerText])).toEqual([
            ['<p>First words</p>', 'Words'],
            ['<p>Second words</p>', ''],
        ]);
    });

    test('uploads a picture, describes it anew and posts it', async () => {
        const media = await masto.v2.media.create({
            file: new Blob([new Uint8Array(await aPng())], { type: 'image/png' }),
            description: 'A sea',
            focus: '0.5,-0.5',
        });
        expect(media).toMatchObject({ type: 'image', description: 'A sea', url: expect.any(String) });
        await masto.v1.media.$select(media.id).update({ description: 'The North Sea' });
        const { mediaAttachments } = await masto.v1.statuses.create({ status: '', mediaIds: [media.id] });
        expect(mediaAttachments).toMatchObject([
            { id: media.id, description: 'The North Sea', meta: { focus: { x: 0.5, y: -0.5 } } },
        ]);
        const file = await fetch(mediaAttachments[0]?.url ?? '');
        expect(file.headers.get('Content-Type')).toMatch(/^image\//);
    });

    test('asks in a poll, is answered, and quotes', async () => {
        const { id, poll } = await masto.v1.statuses.create({
            status: 'Tea?',
            poll: { options: ['Yes', 'No'], expiresIn: 600 },
        });
        const voted = await ben.v1.polls.$select(poll?.id ?? '').votes.create({ choices: [1] });
        expect(voted).toMatchObject({ voted: true, ownVotes: [1], votesCount: 1 });
        const quoting = await ben.v1.statuses.create({ status: 'A question', quotedStatusId: id });
        expect(quoting.quote).toMatchObject({ state: 'accepted', quotedStatus: { id } });
        expect((await masto.v1.statuses.$select(id).quotes.list()).map((status) => status.id)).toEqual([
            quoting.id,
        ]);
    });

    test('writes for later', async () => {
        const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
        const scheduled = await masto.v1.statuses.create({ status: 'Later', scheduledAt });
        expect(scheduled).toMatchObject({ scheduledAt, params: { text: 'Later' } });
        expect(await masto.v1.scheduledStatuses.list()).toHaveLength(1);
        await masto.v1.scheduledStatuses.$select(scheduled.id).remove();
        expect(await masto.v1.scheduledStatuses.list()).toEqual([]);
    });

    test('filters, lists, follows hashtags and finds', async () => {
        const filter = await masto.v2.filters.create({
            title: 'Storms',
            context: ['home', 'public'],
            filterAction: 'warn',
            keywordsAttributes: [{ keyword: 'storm', wholeWord: true }],
        });
        const { id, account } = await ben.v1.statuses.create({ status: 'A STORM at #sea' });
        const seen = await masto.v1.statuses.$select(id).fetch();
        expect(seen.filtered).toMatchObject([{ filter: { id: filter.id }, keywordMatches: ['storm'] }]);

        expect(await masto.v1.accounts.$select(account.id).follow()).toMatchObject({ following: true });
        const list = await masto.v1.lists.create({ title: 'Sailors' });
        await masto.v1.lists.$select(list.id).accounts.create({ accountIds: [account.id] });
        const members = await masto.v1.lists.$select(list.id).accounts.list();
        expect(members.map(({ acct }) => acct)).toEqual(['ben']);
        await masto.v1.tags.$select('sea').follow();
        expect((await masto.v1.followedTags.list()).map(({ name }) => name)).toEqual(['sea']);
        const { accounts, hashtags } = await masto.v2.search.list({ q: 'ben' });
        expect([accounts.map(({ acct }) => acct), hashtags]).toEqual([['ben'], []]);
    });

    test('is notified in groups, marks what it read, subscribes to pushes and reports', async () => {
        const { id } = await masto.v1.statuses.create({ status: 'Like this' });
        await ben.v1.statuses.$select(id).favourite();
        const { notificationGroups, statuses } = await eventually(
            async () => await masto.v2.notifications.list(),
            (found) => found.notificationGroups.some((group) => String(group.statusId) === id),
        );
        expect(notificationGroups.find((group) => String(group.statusId) === id)).toMatchObject({
            type: 'favourite',
            notificationsCount: 1,
        });
        expect(statuses.map((status) => status.id)).toContain(id);
        expect(await masto.v1.markers.create({ home: { lastReadId: id } })).toMatchObject({
            home: { lastReadId: id, version: 1 },
        });
        const keys = new Device().keys;
        const subscription = await masto.v1.push.subscription.create({
            subscription: { endpoint: 'https://push.test/device', keys },
            data: { alerts: { favourite: true } },
            policy: 'all',
        });
        expect(subscription.alerts).toMatchObject({ favourite: true, mention: false });
        const { account } = await ben.v1.statuses.create({ status: 'Buy now' });
        const report = await masto.v1.reports.create({
            accountId: account.id,
            comment: 'It sells',
            category: 'spam',
        });
        expect(report).toMatchObject({
            actionTaken: false,
            category: 'spam',
            targetAccount: { acct: 'ben' },
        });
    });

    test('hears what happens, as it happens', async () => {
        const { configuration } = await masto.v2.instance.fetch();
        const streaming = createStreamingAPIClient({
            streamingApiUrl: configuration.urls.streaming,
            accessToken: token,
            implementation: globalThis.WebSocket,
        });
        const heard: [string, string][] = [];
        const subscription = streaming.user.subscribe();
        const listening = (async () => {
            for await (const { event, payload } of subscription) {
                const id = typeof payload === 'string' ? payload : ((payload as { id?: string }).id ?? '');
                heard.push([event, id]);
                if (event === 'delete') return;
            }
        })();
        await streaming.prepare();
        const { id } = await masto.v1.statuses.create({ status: 'Live' });
        await ben.v1.statuses.$select(id).favourite();
        await eventually(
            async () => heard,
            (all) => all.some(([event]) => event === 'notification'),
        );
        await masto.v1.statuses.$select(id).update({ status: 'Still live' });
        await eventually(
            async () => heard,
            (all) => all.some(([event]) => event === 'status.update'),
        );
        await masto.v1.statuses.$select(id).remove();
        await listening;
        streaming.close();
        expect(heard.filter(([event]) => event !== 'notification')).toEqual([
            ['update', id],
            ['status.update', id],
            ['delete', id],
        ]);
    });

    test('is refused in its own error, with our words', async () => {
        await expect(masto.v1.statuses.create({ status: '' })).rejects.toMatchObject({
            statusCode: 422,
            message: expect.stringMatching(/blank/),
        });
        const guest = createRestAPIClient({ url: origin });
        await expect(guest.v1.timelines.home.list()).rejects.toMatchObject({ statusCode: 401 });
    });
});

describe('megalodon', () => {
    let client: MegalodonInterface;
    let token: string;

    beforeAll(async () => {
        const guest = generate('mastodon', origin);
        const app = await guest.createApp('Another library', { scopes: SCOPES, redirect_uris: CALLBACK });
        const { client_id: clientId, client_secret: secret } = app;
        const address = authorizeAddress(origin, {
            clientId,
            redirectUri: CALLBACK,
            scope: SCOPES.join(' '),
        });
        const granted = await guest.fetchAccessToken(
            clientId,
            secret,
            await allow(community.owner, address),
            CALLBACK,
        );
        token = granted.access_token;
        client = generate('mastodon', origin, token);
    });

    test('posts, edits, asks, likes and takes back', async () => {
        expect((await client.verifyAccountCredentials()).data.acct).toBe('owner');
        const { data: status } = await client.postStatus('From #megalodon', { spoiler_text: 'Sharks' });
        await client.editStatus(status.id, { status: 'Edited by megalodon' });
        expect((await client.getStatusSource(status.id)).data.text).toBe('Edited by megalodon');
        expect((await client.favouriteStatus(status.id)).data.favourited).toBe(true);
        expect((await client.reblogStatus(status.id)).data.reblog?.id).toBe(status.id);
        expect((await client.unreblogStatus(status.id)).data.reblogged).toBe(false);
        await client.deleteStatus(status.id);
        await expect(client.getStatus(status.id)).rejects.toMatchObject({ response: { status: 404 } });
    });

    test('uploads a picture and posts it', async () => {
        // Of a stream it asks the name, as a file's has one.
        const file = Object.assign(Readable.from([await aPng()]), { path: 'reef.png' });
        const { data: media } = await client.uploadMedia(file, { description: 'A reef' });
        const { data: status } = await client.postStatus('Look', { media_ids: [media.id] });
        expect(status).toMatchObject({ media_attachments: [{ id: media.id, description: 'A reef' }] });
    });

    test('votes, lists, finds, marks and subscribes', async () => {
        const { poll } = await ben.v1.statuses.create({
            status: 'Coffee?',
            poll: { options: ['Yes', 'No'], expiresIn: 600 },
        });
        expect((await client.votePoll(poll?.id ?? '', [0])).data).toMatchObject({ own_votes: [0] });
        const { data: list } = await client.createList('Divers');
        const [found] = (await client.search('ben', { type: 'accounts' })).data.accounts;
        await client.followAccount(found?.id ?? '');
        await client.addAccountsToList(list.id, [found?.id ?? '']);
        expect((await client.getAccountsInList(list.id)).data).toHaveLength(1);
        await client.deleteAccountsFromList(list.id, [found?.id ?? '']);
        expect((await client.getAccountsInList(list.id)).data).toEqual([]);
        const [latest] = (await client.getHomeTimeline({ limit: 1 })).data;
        await client.saveMarkers({ home: { last_read_id: latest?.id ?? '' } });
        expect((await client.getMarkers(['home'])).data).toMatchObject({
            home: { last_read_id: latest?.id },
        });
        const { data } = await client.subscribePushNotification(
            { endpoint: 'https://push.test/other', keys: new Device().keys },
            { alerts: { mention: true } },
        );
        expect(data.alerts.mention).toBe(true);
        expect((await client.getNotifications({ limit: 1 })).data).toHaveLength(1);
    });

    test('hears what happens, as it happens', async () => {
        const stream = await client.userStreaming();
        const heard: string[] = [];
        const hear = (kind: string) => (body: unknown) => {
            heard.push(`${kind} ${typeof body === 'object' ? (body as { id: string }).id : String(body)}`);
        };
        stream.on('update', hear('update'));
        stream.on('status_update', hear('status_update'));
        stream.on('delete', hear('delete'));
        await new Promise((settle) => stream.on('connect', () => settle(null)));
        const { data: status } = await client.postStatus('Live too');
        await eventually(
            async () => heard,
            (all) => all.includes(`update ${status.id}`),
        );
        await client.editStatus(status.id, { status: 'Live still' });
        await eventually(
            async () => heard,
            (all) => all.includes(`status_update ${status.id}`),
        );
        await client.deleteStatus(status.id);
        await eventually(
            async () => heard,
            (all) => all.includes(`delete ${status.id}`),
        );
        stream.stop();
    });
});
