import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { blocks, bookmarks, lists, mutes, oauthTokens, users } from '$lib/server/db/schema';
import { moveMarkers } from '$lib/server/domain/markers';
import { favouriteStatus } from '$lib/server/domain/statuses';
import { revokeAccess } from '$lib/server/domain/users';
import { runJobs } from '$lib/server/jobs';
import { streaming } from '$lib/server/streaming';
import { publish, userRoom } from '$lib/server/streaming/publish';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';
import { asViewer } from '../support/viewers';
import { liveServer, settled, type MastodonClient, type MastodonMessage } from './support/live-server';

const db = await testDatabase();
const server = liveServer(db);

const statusOf = ({ payload }: MastodonMessage) => JSON.parse(payload ?? '') as Status;
const update = (rooms: string[], subjectId: string) => publish(db, [{ rooms, event: 'update', subjectId }]);

describe('a Mastodon client on its WebSocket', () => {
    test('hears a post in its home, encoded twice', async () => {
        const ana = await anAccount(db);
        const post = await aStatus(db, { by: await anAccount(db), text: 'Ebb tide' });
        const client = await server.listening(await aToken(db, ana), 'user');
        await update([userRoom(ana.id)], post.id);
        const message = await client.messages.next();
        expect(message).toMatchObject({ stream: ['user'], event: 'update' });
        expect(statusOf(message)).toMatchObject({
            id: post.id,
            content: '<p>Ebb tide</p>',
            favourited: false,
        });
    });

    test('hears many streams on one socket, each named, and no longer one it left', async () => {
        const ana = await anAccount(db);
        const post = await aStatus(db, { by: await anAccount(db) });
        const client = await server.mastodon('', {
            headers: { Authorization: `Bearer ${await aToken(db, ana)}` },
        });
        client.say({ type: 'subscribe', stream: 'user' });
        client.say({ type: 'subscribe', stream: 'hashtag', tag: 'Sea' });
        client.say({ type: 'subscribe', stream: 'public:local' });
        client.say({ type: 'unsubscribe', stream: 'user' });
        await settled(client);
        await update([userRoom(ana.id), 'hashtag:sea', 'public:local'], post.id);
        const streams = [await client.messages.next(), await client.messages.next()].map(
            ({ stream }) => stream,
        );
        expect(streams).toEqual(expect.arrayContaining([['hashtag', 'Sea'], ['public:local']]));
        await publish(db, [{ rooms: ['public:local'], event: 'delete', subjectId: '7' }]);
        expect(await client.messages.next()).toEqual({
            stream: ['public:local'],
            event: 'delete',
            payload: '7',
        });
    });

    test('may send its token as the protocol, which is echoed', async () => {
        const token = await aToken(db, await anAccount(db));
        const { socket } = await server.mastodon('?stream=user', { protocol: token });
        expect(socket.protocol).toBe(token);
    });

    test.each([
        ['nobody', ''],
        ['a token that does not exist', '?access_token=made-up'],
    ])('is refused as %s', async (_, query) => {
        await expect(server.mastodon(query)).rejects.toThrow('401');
    });

    test('is refused with the token of an app alone', async () => {
        const token = await aToken(db, await anAccount(db));
        await db.update(oauthTokens).set({ userId: null });
        await expect(server.mastodon(`?access_token=${token}`)).rejects.toThrow('401');
    });

    test.each([
        ['an unknown stream', { type: 'subscribe', stream: 'everything' }, 'Unknown stream type'],
        ['somebody else named in a stream', { type: 'subscribe', stream: 'user:42' }, 'Unknown stream type'],
        ['a hashtag without a name', { type: 'subscribe', stream: 'hashtag' }, 'Missing tag name parameter'],
        ['an unknown type', { type: 'shout' }, 'Unknown type of message'],
        ['a message that is no JSON', '{"type"', 'The message could not be read'],
        ['a message that is no object', '"subscribe"', 'The message must be an object'],
        ['values of the wrong kind', { type: 'subscribe', stream: ['user'] }, 'Unknown stream type'],
    ])('gets an error for %s, and the socket stays open', async (_, message, error) => {
        const client = await server.mastodon(`?access_token=${await aToken(db, await anAccount(db))}`);
        client.say(message);
        expect(await client.messages.next()).toEqual({ error, status: 400 });
        await settled(client);
    });

    test('may not listen to a list of somebody else', async () => {
        const ana = await anAccount(db);
        const bob = await anAccount(db);
        const [list] = await db
            .insert(lists)
            .values({ id: newId(), accountId: bob.id, title: 'Sailors' })
            .returning();
        const client = await server.mastodon(
            `?access_token=${await aToken(db, ana)}&stream=list&list=${list!.id}`,
        );
        expect(await client.messages.next()).toMatchObject({ status: 404 });
        const own = await server.listening(await aToken(db, bob), `list&list=${list!.id}`);
        const post = await aStatus(db, { by: ana });
        await update([`list:${list!.id}`], post.id);
        expect((await own.messages.next()).stream).toEqual(['list', list!.id]);
    });

    test('cannot hear what belongs to somebody else by naming their rooms (PRIV-10)', async () => {
        const [ana, mallory] = [await anAccount(db), await anAccount(db)];
        const [list] = await db
            .insert(lists)
            .values({ id: newId(), accountId: ana.id, title: 'Sailors' })
            .returning();
        const token = await aToken(db, mallory);
        const { say, messages } = await server.mastodon(`?access_token=${token}`);
        const rooms = [
            `user:${ana.id}`,
            `user:notification:${ana.id}`,
            `direct:${ana.id}`,
            `list:${list!.id}`,
        ];
        for (const stream of rooms) {
            say({ type: 'subscribe', stream });
            expect(await messages.next()).toMatchObject({ status: 400 });
            const path = stream.replace(':', '/');
            expect((await server.events(path, token)).status).toBe(404);
        }
        say({ type: 'subscribe', stream: 'list', list: list!.id });
        expect(await messages.next()).toMatchObject({ status: 404 });
        say({ type: 'subscribe', stream: 'user', account_id: ana.id, user: ana.id });
        await settled({ say, messages } as MastodonClient);
        await publish(db, [
            { rooms: [userRoom(ana.id), `list:${list!.id}`], event: 'delete', subjectId: '1' },
            { rooms: [userRoom(mallory.id)], event: 'delete', subjectId: '2' },
        ]);
        expect(await messages.next()).toMatchObject({ payload: '2' });
    });

    test('without the scope for notifications hears posts only', async () => {
        const ana = await anAccount(db);
        const client = await server.mastodon(
            `?access_token=${await aToken(db, ana, ['read:statuses'])}&stream=user:notification`,
        );
        expect(await client.messages.next()).toMatchObject({ status: 403 });
    });

    test('that sends a frame of a megabyte or floods the server is cut off, and others are not', async () => {
        const ana = await anAccount(db);
        const token = await aToken(db, ana);
        const bystander = await server.listening(token, 'user');
        const heavy = await server.mastodon(`?access_token=${token}`);
        heavy.say('x'.repeat(1_000_000));
        await heavy.closed;
        const flood = await server.mastodon(`?access_token=${token}`);
        for (let i = 0; i < 200; i++) flood.say({ type: 'unsubscribe', stream: 'user' });
        await flood.closed;
        await publish(db, [{ rooms: [userRoom(ana.id)], event: 'delete', subjectId: '1' }]);
        expect(await bystander.messages.next()).toMatchObject({ event: 'delete' });
    });

    test('cannot open sockets or streams without end', async () => {
        const token = await aToken(db, await anAccount(db));
        for (let i = 0; i < 50; i++) await server.mastodon(`?access_token=${token}`);
        await expect(server.mastodon(`?access_token=${token}`)).rejects.toThrow('429');
        const client = await server.mastodon(`?access_token=${await aToken(db, await anAccount(db))}`);
        for (let i = 0; i < 51; i++) client.say({ type: 'subscribe', stream: 'hashtag', tag: `tag${i}` });
        expect(await client.messages.next()).toMatchObject({
            error: 'Too many streams on one connection',
            status: 422,
        });
    });
});

describe('what is for whom', () => {
    test('a follower-only post does not reach a listener who may not see it, whatever room it went to', async () => {
        const ana = await anAccount(db);
        const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'private' });
        const seen = await aStatus(db, { by: await anAccount(db) });
        const client = await server.listening(await aToken(db, ana), 'user');
        await update([userRoom(ana.id)], hidden.id);
        await update([userRoom(ana.id)], seen.id);
        expect(statusOf(await client.messages.next()).id).toBe(seen.id);
    });

    test('the public stream keeps away authors the listener has muted or blocked, and languages not chosen', async () => {
        const [ana, muted, blocked] = [await anAccount(db), await anAccount(db), await aRemoteAccount(db)];
        await db.insert(mutes).values({ id: newId(), accountId: ana.id, targetId: muted.id });
        await db.insert(blocks).values({ id: newId(), accountId: ana.id, targetId: blocked.id });
        await db.update(users).set({ chosenLanguages: ['de'] });
        const author = await anAccount(db);
        const client = await server.listening(await aToken(db, ana), 'public');
        const unwanted = [
            await aStatus(db, { by: muted }),
            await aStatus(db, { by: blocked }),
            await aStatus(db, { by: author, language: 'fr' }),
        ];
        const wanted = await aStatus(db, { by: author, language: 'de' });
        for (const { id } of [...unwanted, wanted]) await update(['public'], id);
        expect(statusOf(await client.messages.next()).id).toBe(wanted.id);
    });

    test('everybody gets the post as it is for them: what one did to it is not shown to another', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const post = await aStatus(db, { by: await anAccount(db) });
        await db.insert(bookmarks).values({ id: newId(), accountId: ana.id, statusId: post.id });
        const [hers, his] = [
            await server.listening(await aToken(db, ana), 'public'),
            await server.listening(await aToken(db, bob), 'public'),
        ];
        await update(['public'], post.id);
        expect(statusOf(await hers.messages.next()).bookmarked).toBe(true);
        expect(statusOf(await his.messages.next()).bookmarked).toBe(false);
    });

    test('all to whom a post is new get the very same text', async () => {
        const author = await anAccount(db);
        const post = await aStatus(db, { by: author });
        const clients: MastodonClient[] = [];
        for (let i = 0; i < 12; i++)
            clients.push(await server.listening(await aToken(db, await anAccount(db)), 'public'));
        await update(['public'], post.id);
        const texts = await Promise.all(clients.map(async ({ messages }) => (await messages.next()).payload));
        expect(new Set(texts).size).toBe(1);
    });
});

describe('the web client on Socket.IO', () => {
    test.each(['websocket', 'polling'] as const)('hears posts with their number (%s)', async (transport) => {
        const ana = await anAccount(db);
        const post = await aStatus(db, { by: await anAccount(db) });
        const client = await server.web(ana, { transports: [transport] });
        const answer = await client.join({ channel: 'user' });
        expect(answer).toMatchObject({ seq: expect.any(Number), missed: null });
        await update([userRoom(ana.id)], post.id);
        const message = await client.messages.next();
        expect(message).toMatchObject({ channel: 'user', event: 'update', payload: { id: post.id } });
        expect('seq' in answer && message.seq - answer.seq).toBe(1);
    });

    test('learns how much it missed while it was away', async () => {
        const ana = await anAccount(db);
        const first = await server.web(ana);
        const before = await first.join({ channel: 'user' });
        first.socket.disconnect();
        const told = ['1', '2', '3'].map((subjectId) => ({
            rooms: [userRoom(ana.id)],
            event: 'delete' as const,
            subjectId,
        }));
        await publish(db, told);
        const since = 'seq' in before ? before.seq : 0;
        const second = await server.web(ana);
        expect(await second.join({ channel: 'user', since })).toEqual({ seq: since + 3, missed: 3 });
        expect(await second.join({ channel: 'user', since: since + 3 })).toEqual({
            seq: since + 3,
            missed: 0,
        });
        expect(await second.join({ channel: 'user', since: since - 1 })).toEqual({
            seq: since + 3,
            missed: null,
        });
        expect(await second.join({ channel: 'user', since: since + 9 })).toEqual({
            seq: since + 3,
            missed: null,
        });
    });

    test('learns of a notification, and of how far another device has read', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const post = await aStatus(db, { by: ana });
        const client = await server.web(ana);
        await client.join({ channel: 'user' });
        await favouriteStatus(db, { accountId: bob.id }, post.id);
        await runJobs();
        expect(await client.messages.next()).toMatchObject({
            channel: 'user',
            event: 'notification',
            payload: { type: 'favourite', account: { id: bob.id }, status: { id: post.id } },
        });
        await moveMarkers(db, await asViewer(db, ana), new Map([['home', post.id]]));
        await runJobs();
        expect(await client.messages.next()).toMatchObject({
            event: 'marker',
            payload: { timeline: 'home', marker: { last_read_id: post.id } },
        });
    });

    test('is refused without a session, and with one when a page of another site asks', async () => {
        const ana = await anAccount(db);
        await expect(server.web(null)).rejects.toThrow();
        await expect(server.web(ana, { headers: { Origin: 'https://evil.test' } })).rejects.toThrow();
        await expect(server.web(ana, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).rejects.toThrow();
        await expect(server.web(ana, { headers: {} })).rejects.toThrow();
    });

    test.each([
        ['user:7'],
        ['user:notification:7'],
        ['direct:7'],
        ['constructor'],
        ['list:7'],
        ['hashtag:local:sea'],
        [null],
        [{}],
        [['user']],
    ])('cannot enter a room by guessing its name: %j', async (channel) => {
        const client = await server.web(await anAccount(db));
        expect(await client.join({ channel: channel as never })).toEqual({ error: expect.any(String) });
    });

    test('survives requests that are not even objects, and is cut off for binary ones', async () => {
        const client = await server.web(await anAccount(db));
        const emit = client.socket.emit.bind(client.socket) as (name: string, ...values: unknown[]) => void;
        for (const request of [null, 7, 'user', [], { since: 'x' }]) emit('subscribe', request);
        emit('subscribe', { channel: 'user' }, 'no function');
        emit('unsubscribe', null);
        emit('nonsense', {});
        expect(await client.join({ channel: 'public', since: 'x' as never })).toMatchObject({ missed: null });
        emit('subscribe', Buffer.from('x'));
        await client.closed;
    });
});

describe('server-sent events', () => {
    test('carry the same stream, one a connection', async () => {
        const ana = await anAccount(db);
        const post = await aStatus(db, { by: await anAccount(db) });
        const { status, blocks: stream } = await server.events('user', await aToken(db, ana));
        expect(status).toBe(200);
        expect(await stream.next()).toMatch(/^:\)\nid: \d+$/);
        await update([userRoom(ana.id)], post.id);
        await publish(db, [
            { rooms: [userRoom(ana.id)], event: 'delete', subjectId: post.id },
            { rooms: [userRoom(ana.id)], event: 'filters_changed', subjectId: '' },
        ]);
        const [id, event, data] = (await stream.next()).split('\n');
        const seq = Number(id!.replace('id: ', ''));
        expect(event).toBe('event: update');
        expect(JSON.parse(data!.replace('data: ', ''))).toMatchObject({ id: post.id });
        expect(await stream.next()).toBe(`id: ${seq + 1}\nevent: delete\ndata: ${post.id}`);
        expect(await stream.next()).toBe(`id: ${seq + 2}\nevent: filters_changed\ndata: null`);
    });

    test('begin with an event for readers that are no EventSource: some take every empty line for one', async () => {
        const ana = await anAccount(db);
        const { blocks } = await server.events('user', await aToken(db, ana), { Accept: '*/*' });
        await publish(db, [{ rooms: [userRoom(ana.id)], event: 'delete', subjectId: '1' }]);
        expect(await blocks.next()).toMatch(/^:\)\nid: \d+\nevent: delete\ndata: 1$/);
    });

    test.each([
        ['user', false, 401],
        ['nowhere', true, 404],
        ['hashtag', true, 400],
        ['list?list=1', true, 404],
        ['public/local?only_media=true', true, 200],
        ['hashtag/local?tag=sea', true, 200],
        ['health', false, 200],
    ])('%s (signed in: %s) answers %i', async (path, signedIn, status) => {
        const token = signedIn ? await aToken(db, await anAccount(db)) : undefined;
        expect((await server.events(path, token)).status).toBe(status);
    });
});

describe('access that ends', () => {
    test('a revoked token closes its sockets at once, and no others', async () => {
        const ana = await anAccount(db);
        const [token, other] = [await aToken(db, ana), await aToken(db, ana)];
        const closing = await server.listening(token, 'user');
        const reading = await server.events('user', token);
        const staying = await server.listening(other, 'user');
        const [first] = await db.select().from(oauthTokens).orderBy(oauthTokens.id).limit(1);
        await revokeAccess(db, first!.userId, { tokenId: first!.id });
        await runJobs();
        expect(await closing.closed).toBe(1008);
        for (const block of [expect.stringMatching(/^:\)\nid: \d+$/), 'closed'])
            expect(await reading.blocks.next()).toEqual(block);
        await publish(db, [{ rooms: [userRoom(ana.id)], event: 'delete', subjectId: '1' }]);
        expect(await staying.messages.next()).toMatchObject({ event: 'delete' });
    });

    test('signing out everywhere closes every socket of the member, and none of another', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const clients = [await server.web(ana), await server.web(ana)];
        const staying = await server.web(bob);
        await staying.join({ channel: 'user' });
        const user = await db.query.users.findFirst({ where: (row, { eq }) => eq(row.accountId, ana.id) });
        await revokeAccess(db, user!.id, 'everything');
        await runJobs();
        for (const { closed } of clients) expect(await closed).toBe('io server disconnect');
        await publish(db, [{ rooms: [userRoom(bob.id)], event: 'delete', subjectId: '1' }]);
        expect(await staying.messages.next()).toMatchObject({ event: 'delete' });
    });

    test('access that ended in silence is found by the regular check', async () => {
        const client = await server.listening(await aToken(db, await anAccount(db)), 'user');
        const other = await server.web(await anAccount(db));
        await db.update(users).set({ disabledAt: new Date() });
        await streaming().closeEndedAccess();
        expect(await client.closed).toBe(1008);
        await other.closed;
    });
});

describe('when things go wrong', () => {
    test('a client that stops reading is dropped at a megabyte, and others hear everything', async () => {
        const ana = await anAccount(db);
        const token = await aToken(db, ana);
        const post = await aStatus(db, { by: await anAccount(db), contentHtml: 'x'.repeat(400_000) });
        const [lazyWs, lazyWeb] = [await server.listening(token, 'user'), await server.web(ana)];
        await lazyWeb.join({ channel: 'user' });
        const lazySse = await server.events('user', token);
        const eager = await server.listening(token, 'user');
        const before = streaming().listeners.size;
        lazyWs.socket.pause();
        const engine = lazyWeb.socket.io.engine.transport as unknown as { ws: { pause(): void } };
        engine.ws.pause();
        for (let i = 0; i < 40; i++) {
            await update([userRoom(ana.id)], post.id);
            expect(statusOf(await eager.messages.next()).id).toBe(post.id);
        }
        expect(streaming().listeners.size).toBe(before - 2);
        void lazySse;
    });

    test('events told while the connection to the database was broken arrive when it is back', async () => {
        const ana = await anAccount(db);
        const client = await server.listening(await aToken(db, ana), 'user');
        await db.execute(sql`
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and query ilike 'listen%'`);
        await publish(db, [{ rooms: [userRoom(ana.id)], event: 'delete', subjectId: '1' }]);
        expect(await client.messages.next()).toMatchObject({ event: 'delete', payload: '1' });
        await publish(db, [{ rooms: [userRoom(ana.id)], event: 'delete', subjectId: '2' }]);
        expect(await client.messages.next()).toMatchObject({ event: 'delete', payload: '2' });
    });
});
