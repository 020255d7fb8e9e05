import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { follows, mentions, users, type accounts } from '$lib/server/db/schema';
import {
    blockAccount,
    blockDomain,
    followAccount,
    muteAccount,
    unblockAccount,
    unmuteAccount,
} from '$lib/server/domain/relationships';
import { createFilter } from '$lib/server/domain/filters';
import { boostStatus, favouriteStatus } from '$lib/server/domain/statuses';
import { AversionMemory } from '$lib/server/streaming/aversion-memory';
import { presentEvent } from '$lib/server/streaming/present-event';
import { publish, userRoom } from '$lib/server/streaming/publish';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';
import { asViewer } from '../support/viewers';
import { liveServer, type MastodonMessage } from './support/live-server';

type Account = typeof accounts.$inferSelect;

const db = await testDatabase();
const server = liveServer(db);

const statusOf = ({ payload }: MastodonMessage) => JSON.parse(payload ?? '') as Status;
const actor = ({ id }: Account) => ({ accountId: id });

/** A stream of Ana's that says which of some posts came: those that are not for her are passed over in silence. */
async function hearing(ana: Account, stream: string, room: string) {
    const client = await server.listening(await aToken(db, ana), stream);
    const witness = await anAccount(db);
    return async (...ids: string[]) => {
        const last = await aStatus(db, { by: witness });
        await publish(
            db,
            [...ids, last.id].map((subjectId) => ({ rooms: [room], event: 'update', subjectId })),
        );
        const heard: string[] = [];
        for (let id = ''; id !== last.id; heard.push(id)) id = statusOf(await client.messages.next()).id;
        return heard.slice(0, -1);
    };
}

const ROOMS = [
    ['user', (id: string) => userRoom(id)],
    ['public', () => 'public'],
    ['hashtag&tag=sea', () => 'hashtag:sea'],
] as const;

describe.each(ROOMS)('the stream %s', (stream, roomOf) => {
    test('is silent about the blocked, both ways, the muted and refused servers, until that is undone', async () => {
        const [ana, blocked, blocking, muted] = await Promise.all([1, 2, 3, 4].map(() => anAccount(db)));
        const stranger = await aRemoteAccount(db, { domain: `${stream.slice(0, 3)}.far.test` });
        const authors = [blocked!, blocking!, muted!, stranger];
        const posts = await Promise.all(authors.map((by) => aStatus(db, { by })));
        const ids = posts.map(({ id }) => id);
        const heard = await hearing(ana!, stream, roomOf(ana!.id));
        expect(await heard(...ids)).toEqual(ids);

        await blockAccount(db, actor(ana!), blocked!.id);
        await blockAccount(db, actor(blocking!), ana!.id);
        await muteAccount(db, actor(ana!), muted!.id);
        await blockDomain(db, actor(ana!), stranger.domain!);
        expect(await heard(...ids)).toEqual([]);

        await unblockAccount(db, actor(ana!), blocked!.id);
        await unblockAccount(db, actor(blocking!), ana!.id);
        await unmuteAccount(db, actor(ana!), muted!.id);
        expect(await heard(...ids)).toEqual(ids.slice(0, 3));
    });

    test('is silent about posts that name somebody muted', async () => {
        const [ana, muted] = [await anAccount(db), await anAccount(db)];
        const post = await aStatus(db, { by: await anAccount(db) });
        await db.insert(mentions).values({ statusId: post.id, accountId: muted.id });
        const heard = await hearing(ana, stream, roomOf(ana.id));
        expect(await heard(post.id)).toEqual([post.id]);
        await muteAccount(db, actor(ana), muted.id);
        expect(await heard(post.id)).toEqual([]);
    });
});

test('whoever hides the boosts of somebody they follow no longer hears them, from that moment', async () => {
    const [ana, booster] = [await anAccount(db), await anAccount(db)];
    await followAccount(db, actor(ana), booster.id);
    const original = await aStatus(db, { by: await anAccount(db) });
    const boost = await boostStatus(db, actor(booster), original.id);
    const heard = await hearing(ana, 'user', userRoom(ana.id));
    expect(await heard(boost.id)).toEqual([boost.id]);
    await followAccount(db, actor(ana), booster.id, { showBoosts: false });
    expect(await heard(boost.id)).toEqual([]);
});

test('a boost of somebody who blocks the listener is not heard', async () => {
    const [ana, booster, author] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    const boost = await boostStatus(db, actor(booster), (await aStatus(db, { by: author })).id);
    const heard = await hearing(ana, 'user', userRoom(ana.id));
    await blockAccount(db, actor(author), ana.id);
    expect(await heard(boost.id)).toEqual([]);
});

test('languages chosen while listening count at once in public, and not at home', async () => {
    const ana = await anAccount(db);
    const post = await aStatus(db, { by: await anAccount(db), language: 'fr' });
    const inPublic = await hearing(ana, 'public', 'public');
    const atHome = await hearing(ana, 'user', userRoom(ana.id));
    expect(await inPublic(post.id)).toEqual([post.id]);
    await db
        .update(users)
        .set({ chosenLanguages: ['de'] })
        .where(eq(users.accountId, ana.id));
    expect(await inPublic(post.id)).toEqual([]);
    expect(await atHome(post.id)).toEqual([post.id]);
});

test('a quote shows what it quotes to those who may see it, and its state alone to others', async () => {
    const [follower, stranger, author] = await Promise.all([1, 2, 3].map(() => anAccount(db)));
    await db.insert(follows).values({ id: newId(), accountId: follower!.id, targetId: author!.id });
    const quoted = await aStatus(db, { by: author!, visibility: 'private', text: 'Among us' });
    const quote = await aStatus(db, { by: author!, quoteOfId: quoted.id, quoteState: 'accepted' });
    const clients = await Promise.all(
        [follower!, stranger!].map(async (account) => server.listening(await aToken(db, account), 'public')),
    );
    await publish(db, [{ rooms: ['public'], event: 'update', subjectId: quote.id }]);
    const [shown, hidden] = await Promise.all(clients.map(async (c) => statusOf(await c.messages.next())));
    expect(shown!.quote).toMatchObject({ state: 'accepted', quoted_status: { content: '<p>Among us</p>' } });
    expect(hidden!.quote).toEqual({ state: 'unauthorized', quoted_status: null });
});

test('everybody gets a post with what they did to it, at the same number of statements for 2 listeners as for 40', async () => {
    const aversions = new AversionMemory(db);
    await aversions.start();
    const post = await aStatus(db, { by: await anAccount(db) });
    const listeners = await Promise.all(
        Array.from({ length: 40 }, async () => asViewer(db, await anAccount(db))),
    );
    await Promise.all(listeners.slice(0, 20).map((viewer) => favouriteStatus(db, viewer, post.id)));
    const statements = async (viewers: typeof listeners) => {
        await presentEvent({ db, aversions }, 'status.update', post.id, viewers);
        const asked = vi.spyOn(db.$client, 'unsafe');
        const presented = await presentEvent({ db, aversions }, 'status.update', post.id, viewers);
        const count = asked.mock.calls.length;
        asked.mockRestore();
        return { count, presented };
    };
    const { count, presented } = await statements(listeners);
    expect((await statements([listeners[0]!, listeners[39]!])).count).toBe(count);
    const texts = listeners.map((viewer) => presented.textFor(viewer, 'public'));
    expect(new Set(texts).size).toBe(2);
    const favourited = texts.map((text) => (JSON.parse(text?.json ?? '{}') as Status).favourited);
    expect(favourited).toEqual(listeners.map((_, index) => index < 20));
    await aversions.stop();
});

test('a post comes with the filters of who hears it that hold for it, from the moment they are made', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const post = await aStatus(db, { by: await anAccount(db), text: 'Herring again' });
    const clients = await Promise.all(
        [ana, bob].map(async (account) => server.listening(await aToken(db, account), 'public')),
    );
    const heard = async () => {
        await publish(db, [{ rooms: ['public'], event: 'update', subjectId: post.id }]);
        const statuses = await Promise.all(clients.map(async (c) => statusOf(await c.messages.next())));
        return statuses.map(({ filtered }) => filtered?.map(({ keyword_matches }) => keyword_matches));
    };
    expect(await heard()).toEqual([[], []]);
    await createFilter(db, actor(ana), {
        title: 'Fish',
        context: ['public'],
        action: 'warn',
        keywords: [{ keyword: 'herring', wholeWord: true }],
    });
    expect(await heard()).toEqual([[['herring']], []]);
});
