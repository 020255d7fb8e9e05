import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { accounts, follows, followRequests, notifications } from '$lib/server/db/schema';
import { resolveActor, resolveHandle } from '$lib/server/domain/accounts';
import {
    acceptFollow,
    blockAccount,
    followAccount,
    unblockAccount,
    unfollowAccount,
} from '$lib/server/domain/relationships';
import { postStatus } from '$lib/server/domain/statuses';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

const followsOf = (targetId: string) => db.select().from(follows).where(eq(follows.targetId, targetId));

test('somebody elsewhere follows a member, and their server is told that they may', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    const follow = good.activity(rita, 'Follow', alice.uri);
    expect(await good.send(`${alice.uri}/inbox`, follow, rita)).toBe(202);
    await settle();
    expect(await followsOf(alice.id)).toHaveLength(1);
    const [accept] = good.of('Accept');
    expect(accept?.path).toBe('/users/rita/inbox');
    expect(accept?.activity.object).toMatchObject({
        id: follow.id,
        type: 'Follow',
        actor: rita.id,
        object: alice.uri,
    });
    expect(accept?.activity.actor).toBe(alice.uri);
    expect(accept?.verify(alice.publicPem)).toBe(true);
});

test('a locked member is asked, and answers later', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const carol = await aMember(db, 'carol', { locked: true });
    await good.send(carol.inboxUrl, good.activity(rita, 'Follow', carol.uri), rita);
    await settle();
    expect(good.of('Accept')).toHaveLength(0);
    const [request] = await db.select().from(followRequests);
    await acceptFollow(db, { accountId: carol.id }, request?.accountId ?? '');
    await settle();
    expect(good.of('Accept')).toHaveLength(1);
});

test('an Undo that overtakes its Follow has the last word, in any order', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    const follow = good.activity(rita, 'Follow', alice.uri);
    const undo = good.activity(rita, 'Undo', follow);
    for (const order of [
        [undo, follow],
        [follow, undo],
    ]) {
        for (const activity of order) await good.send(alice.inboxUrl, activity, rita);
        await settle();
        expect(await followsOf(alice.id)).toEqual([]);
    }
});

test('an Undo by id alone is understood', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    const follow = good.activity(rita, 'Follow', alice.uri);
    await good.send(alice.inboxUrl, follow, rita);
    await settle();
    await good.send(alice.inboxUrl, good.activity(rita, 'Undo', follow.id), rita);
    await settle();
    expect(await followsOf(alice.id)).toEqual([]);
});

test('a member follows somebody elsewhere once that server has said yes', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const account = await resolveHandle(db, { username: 'vera', host: good.host });
    expect(account?.uri).toBe(vera.id);
    await followAccount(db, { accountId: alice.id }, account!.id);
    await settle();
    const [follow] = good.of('Follow');
    expect(follow?.path).toBe('/users/vera/inbox');
    expect(follow?.activity.object).toBe(vera.id);
    expect(await followsOf(account!.id)).toEqual([]);

    await good.send(`${origin}/inbox`, good.activity(vera, 'Accept', follow!.activity), vera);
    await settle();
    expect(await followsOf(account!.id)).toHaveLength(1);

    await unfollowAccount(db, { accountId: alice.id }, account!.id);
    await settle();
    expect(good.of('Undo')[0]?.activity.object).toMatchObject({ id: follow!.activity.id, type: 'Follow' });
});

test('an Accept that names the Follow by its id alone is understood', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const account = await resolveHandle(db, { username: 'vera', host: good.host });
    await followAccount(db, { accountId: alice.id }, account!.id);
    await settle();
    await good.send(
        `${origin}/inbox`,
        good.activity(vera, 'Accept', good.of('Follow')[0]!.activity.id),
        vera,
    );
    await settle();
    expect(await followsOf(account!.id)).toHaveLength(1);
});

test('FED-17: only whoever was asked answers a follow request', async () => {
    await using victim = await RemoteServer.start();
    await using evil = await RemoteServer.start();
    await victim.person('vera', { manuallyApprovesFollowers: true });
    const eve = await evil.person('eve');
    const alice = await aMember(db, 'alice');
    const vera = await resolveHandle(db, { username: 'vera', host: victim.host });
    await followAccount(db, { accountId: alice.id }, vera!.id);
    await settle();
    const follow = victim.of('Follow')[0]!.activity;
    for (const type of ['Accept', 'Reject'])
        for (const object of [follow, follow.id, { ...follow, object: eve.id }])
            expect(await evil.send(alice.inboxUrl, evil.activity(eve, type, object), eve)).toBe(202);
    await settle();
    const pair = and(eq(followRequests.accountId, alice.id), eq(followRequests.targetId, vera!.id));
    expect(await db.select().from(followRequests).where(pair)).toHaveLength(1);
    expect(await db.select().from(follows)).toEqual([]);
});

test('an Accept of a follow that nobody asked for makes no follow', async () => {
    await using evil = await RemoteServer.start();
    const eve = await evil.person('eve');
    const alice = await aMember(db, 'alice');
    const forged = { id: `${alice.uri}#follows/1`, type: 'Follow', actor: alice.uri, object: eve.id };
    await evil.send(alice.inboxUrl, evil.activity(eve, 'Accept', forged), eve);
    await settle();
    expect(await db.select().from(follows)).toEqual([]);
});

test('the numbers of followers are put right when somebody elsewhere deletes their account', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    await good.send(alice.inboxUrl, good.activity(rita, 'Follow', alice.uri), rita);
    await settle();
    await good.send(alice.inboxUrl, good.activity(rita, 'Delete', rita.id), rita);
    await settle();
    const [row] = await db.select().from(accounts).where(eq(accounts.id, alice.id));
    expect(row?.followersCount).toBe(0);
    expect(await db.select().from(accounts).where(eq(accounts.uri, rita.id))).toEqual([]);
});

describe('a block', () => {
    /** alice and rita, who follow each other. */
    async function friends() {
        const good = await RemoteServer.start();
        const person = await good.person('rita');
        const rita = await resolveActor(db, person.id);
        const alice = await aMember(db, 'alice');
        for (const [from, to] of [
            [rita, alice],
            [alice, rita],
        ] as const)
            await followAccount(db, { accountId: from.id }, to.id, { uri: `${from.uri}/follows/${to.id}` });
        await acceptFollow(db, { accountId: rita.id }, alice.id);
        await settle();
        expect(await db.$count(follows)).toBe(2);
        good.received.length = 0;
        return Object.assign(good, { person, rita, alice });
    }
    const say = async (author: Awaited<ReturnType<typeof aMember>>) => {
        const words = { text: 'hm', contentWarning: '', mediaIds: [] };
        await postStatus(db, await asViewer(db, author), words);
        await settle();
    };

    test('from elsewhere ends both follows, in silence, and nothing goes there until it is taken back', async () => {
        await using good = await friends();
        const { person, alice, rita } = good;
        const block = good.activity(person, 'Block', alice.uri);
        await good.send(inbox, block, person);
        await settle();
        expect(await db.$count(follows)).toBe(0);
        expect(await db.select().from(notifications)).toEqual([]);
        await say(alice);
        expect(good.of('Create')).toEqual([]);
        await expect(followAccount(db, { accountId: alice.id }, rita.id)).rejects.toThrow();
        await good.send(inbox, good.activity(person, 'Undo', block), person);
        await settle();
        await followAccount(db, { accountId: alice.id }, rita.id);
        await settle();
        expect(good.of('Follow').map(({ activity }) => activity.object)).toEqual([rita.uri]);
    });

    test('by a member ends both follows, is told to whom it concerns, and ends with an Undo', async () => {
        await using good = await friends();
        const { person, alice, rita } = good;
        await blockAccount(db, { accountId: alice.id }, rita.id);
        await settle();
        expect(await db.$count(follows)).toBe(0);
        expect(good.of('Block').map(({ activity }) => [activity.actor, activity.object])).toEqual([
            [alice.uri, rita.uri],
        ]);
        await say(alice);
        expect(good.of('Create')).toEqual([]);
        const mention = good.note(person, 'hey', {
            tag: [{ type: 'Mention', href: alice.uri, name: '@alice' }],
            cc: [alice.uri],
        });
        await good.send(inbox, good.create(person, mention), person);
        await good.send(inbox, good.activity(person, 'Follow', alice.uri), person);
        await settle();
        expect(await db.select().from(notifications)).toEqual([]);
        expect(await db.$count(follows)).toBe(0);
        await unblockAccount(db, { accountId: alice.id }, rita.id);
        await settle();
        const [undo] = good.of('Undo').slice(-1);
        expect(undo?.activity.object).toMatchObject({ type: 'Block', actor: alice.uri, object: rita.uri });
    });
});
