/** What happens to a post reaches every place where somebody may have it open, and nobody else. */
import { describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import type { Channel } from '$lib/mastodon-api/streaming';
import { newId } from '$lib/server/db';
import { follows, lists, listAccounts, type accounts } from '$lib/server/db/schema';
import { blockAccount, followAccount } from '$lib/server/domain/relationships';
import { boostStatus, deleteStatus, forgetAccount, unboostStatus } from '$lib/server/domain/statuses';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';
import { liveServer } from './support/live-server';

type Account = typeof accounts.$inferSelect;

const db = await testDatabase();
const server = liveServer(db);
const actor = ({ id }: Account) => ({ accountId: id });

const post = async (by: Account, json: object) =>
    (await ask<Status>('POST', '/api/v1/statuses', { token: await aToken(db, by), json })).body;

describe('an opened thread', () => {
    const threadOf = async (reader: Account, id: string) => {
        const client = await server.web(reader);
        expect(await client.join({ channel: `thread:${id}` })).toMatchObject({ seq: expect.any(Number) });
        return client.messages;
    };

    test('hears answers of people one does not follow, as far as one may see them, and their end', async () => {
        const [ana, bob, cyd, dan] = await Promise.all([1, 2, 3, 4].map(() => anAccount(db)));
        const root = await post(ana!, { status: 'Who sails tomorrow?' });
        await runJobs();
        const messages = await threadOf(dan!, root.id);
        await blockAccount(db, actor(cyd!), dan!.id);
        const reply = { in_reply_to_id: root.id };
        await post(bob!, { ...reply, status: 'Only my followers know', visibility: 'private' });
        await post(cyd!, { ...reply, status: 'Not with Dan' });
        const seen = await post(bob!, { ...reply, status: 'I do' });
        await runJobs();
        const deeper = await post(ana!, { in_reply_to_id: seen.id, status: 'Good' });
        await runJobs();
        for (const { id } of [seen, deeper])
            expect(await messages.next()).toMatchObject({ event: 'update', payload: { id } });
        await deleteStatus(db, actor(bob!), seen.id);
        await runJobs();
        expect(await messages.next()).toMatchObject({
            channel: `thread:${root.id}`,
            event: 'delete',
            payload: seen.id,
        });
    });

    test('is open to those who see the post, and to no Mastodon stream', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const hidden = await post(ana, { status: 'Among us', visibility: 'private' });
        const client = await server.web(bob);
        expect(await client.join({ channel: `thread:${hidden.id}` })).toEqual({ error: expect.any(String) });
        const app = await server.mastodon(
            `?access_token=${await aToken(db, ana)}&stream=thread:${hidden.id}`,
        );
        expect(await app.messages.next()).toMatchObject({ status: 400 });
    });
});

test('a deletion reaches followers, lists, the mentioned, hashtags, the public and the followers of boosters', async () => {
    const [ana, follower, named, booster, fan, lister] = await Promise.all(
        ['ana', 'follower', 'named', 'booster', 'fan', 'lister'].map((username) =>
            anAccount(db, { username }),
        ),
    );
    await followAccount(db, actor(follower!), ana!.id);
    await followAccount(db, actor(fan!), booster!.id);
    const listId = newId();
    await db.insert(lists).values({ id: listId, accountId: lister!.id, title: 'Sailors' });
    await db.insert(listAccounts).values({ listId, accountId: ana!.id });
    const status = await post(ana!, { status: '@named look at the #sea' });
    const boost = await boostStatus(db, actor(booster!), status.id);
    await runJobs();
    const places: [Account, Channel][] = [
        [follower!, 'user'],
        [named!, 'user'],
        [fan!, 'user'],
        [lister!, `list:${listId}`],
        [lister!, 'hashtag:sea'],
        [lister!, 'public'],
        [lister!, 'public:local'],
    ];
    const clients = await Promise.all(
        places.map(async ([account, channel]) => {
            const client = await server.web(account);
            await client.join({ channel });
            return client.messages;
        }),
    );
    await deleteStatus(db, actor(ana!), status.id);
    await runJobs();
    for (const messages of clients)
        expect(await messages.next()).toMatchObject({ event: 'delete', payload: status.id });
    // Whoever has the boost knows it by its own id.
    expect(await clients[2]!.next()).toMatchObject({ event: 'delete', payload: boost.id });
});

test('taking a boost back takes away the boost, not what it boosted', async () => {
    const [ana, booster, fan] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    await followAccount(db, actor(fan), booster.id);
    const original = await aStatus(db, { by: ana });
    const boost = await boostStatus(db, actor(booster), original.id);
    await runJobs();
    const client = await server.web(fan);
    await client.join({ channel: 'user' });
    await unboostStatus(db, actor(booster), original.id);
    await runJobs();
    expect(await client.messages.next()).toMatchObject({ event: 'delete', payload: boost.id });
});

test('when somebody elsewhere deletes their account, their posts go from the screens of those who follow them', async () => {
    const [ana, stranger] = [await anAccount(db), await aRemoteAccount(db)];
    await db.insert(follows).values({ id: newId(), accountId: ana.id, targetId: stranger.id });
    const status = await aStatus(db, { by: stranger });
    const clients = await Promise.all(
        (['user', 'public:remote'] as const).map(async (channel) => {
            const client = await server.web(ana);
            await client.join({ channel });
            return client.messages;
        }),
    );
    await forgetAccount(db, stranger);
    await runJobs();
    for (const messages of clients)
        expect(await messages.next()).toMatchObject({ event: 'delete', payload: status.id });
});
