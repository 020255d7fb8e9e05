import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId } from '$lib/server/db';
import { deliveries, follows, instances, mentions, outboundActivities } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import {
    boostStatus,
    deleteStatus,
    favouriteStatus,
    resolveStatus,
    unboostStatus,
    unfavouriteStatus,
} from '$lib/server/domain/statuses';
import { emit } from '$lib/server/events';
import { enqueueActivity } from '$lib/server/federation/outbox';
import { secondsOf } from '$lib/server/federation/outbox/send';
import { claimDeliveries, returnClaims } from '$lib/server/federation/outbox/claim';
import { pauseAfter } from '$lib/server/federation/outbox/delivery-worker';
import type { Visibility } from '$lib/server/db/schema';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, settle } = await ourServer();

let alice: Awaited<ReturnType<typeof aMember>>;
beforeEach(async () => {
    alice = await aMember(db, 'alice');
});

/** A server with people who follow alice. */
async function aPeer(...names: string[]) {
    const peer = await RemoteServer.start();
    const people: RemotePerson[] = [];
    for (const name of names) {
        const person = await peer.person(name);
        people.push(person);
        const { id } = await resolveActor(db, person.id);
        await db.insert(follows).values({ id: newId(), accountId: id, targetId: alice.id });
    }
    return Object.assign(peer, { followers: people });
}

/** A post of alice that names `uris`, with everything that follows from it. */
async function post(visibility: Visibility, ...uris: string[]) {
    const status = await aStatus(db, { by: alice, visibility });
    for (const uri of uris) {
        const { id } = await resolveActor(db, uri);
        await db.insert(mentions).values({ statusId: status.id, accountId: id });
    }
    await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: status.id }));
    await settle();
    return status;
}

describe('a member’s post', () => {
    test('goes once to each server where somebody follows, signed by the member', async () => {
        await using one = await aPeer('rita', 'raul');
        await using two = await aPeer('tina');
        const status = await post('public');
        for (const peer of [one, two]) {
            expect(peer.received).toHaveLength(1);
            expect(peer.received[0]).toMatchObject({
                path: '/inbox',
                keyId: alice.keyId,
                activity: { type: 'Create', actor: alice.uri, object: { id: status.uri } },
            });
            expect(peer.received[0]?.verify(alice.publicPem)).toBe(true);
        }
        expect(await db.select().from(deliveries)).toEqual([]);
    });

    test.each<[Visibility, boolean, boolean]>([
        ['public', true, true],
        ['unlisted', true, true],
        ['private', true, true],
        ['direct', false, true],
    ])(
        'PRIV-07: that is %s reaches followers: %s, people it names: %s, and nobody else',
        async (visibility, toFollowers, toNamed) => {
            await using followers = await aPeer('rita');
            await using named = await RemoteServer.start();
            await using strangers = await RemoteServer.start();
            const nora = await named.person('nora');
            await resolveActor(db, (await strangers.person('sam')).id);
            const status = await post(visibility, nora.id);
            await deleteStatus(db, { accountId: alice.id }, status.id);
            await settle();
            for (const type of ['Create', 'Delete']) {
                expect(followers.of(type).length > 0, type).toBe(toFollowers);
                expect(named.of(type).length > 0, type).toBe(toNamed);
                expect(strangers.received).toEqual([]);
            }
            for (const { activity } of [...followers.received, ...named.received]) {
                expect(activity).not.toHaveProperty('bto');
                expect(activity).not.toHaveProperty('bcc');
            }
        },
    );

    test('for members alone leaves nobody’s house', async () => {
        await using peer = await aPeer('rita');
        const status = await aStatus(db, { by: alice, localOnly: true });
        await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: status.id }));
        await settle();
        expect(peer.received).toEqual([]);
    });

    test('is sent once although the effect runs twice', async () => {
        await using peer = await aPeer('rita');
        const status = await aStatus(db, { by: alice });
        await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: status.id }));
        await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: status.id }));
        await settle();
        expect(peer.received).toHaveLength(1);
    });
});

test('likes and boosts of posts elsewhere are told to their author, and so is their undoing', async () => {
    await using peer = await aPeer('rita');
    const [rita] = peer.followers;
    const note = peer.note(rita!, 'like me');
    const status = await resolveStatus(db, note.id);
    const actor = { accountId: alice.id };
    await favouriteStatus(db, actor, status!.id);
    await boostStatus(db, actor, status!.id);
    await settle();
    await unfavouriteStatus(db, actor, status!.id);
    await unboostStatus(db, actor, status!.id);
    await settle();
    const [like] = peer.of('Like');
    const [announce] = peer.of('Announce');
    expect([like?.activity.object, announce?.activity.object]).toEqual([note.id, note.id]);
    const undone = peer.of('Undo').map(({ activity }) => (activity.object as { id: string }).id);
    expect(undone.sort()).toEqual([like?.activity.id, announce?.activity.id].sort());
});

describe('a server that does not take a delivery', () => {
    const owed = () => db.select().from(deliveries);
    const say = (inbox: string, id = `${alice.uri}#${newId()}`) =>
        enqueueActivity(db, {
            accountId: alice.id,
            activity: { id, type: 'Create', actor: alice.uri },
            inboxes: [inbox],
        });

    test('for a reason that passes is asked again later, and everything owed to it waits', async () => {
        await using peer = await RemoteServer.start();
        peer.script = () => ({ status: 503 });
        await say(`${peer.origin}/inbox`);
        await settle();
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.requests).toHaveLength(1);
        const rows = await owed();
        expect(rows).toHaveLength(2);
        expect(rows.every(({ dueAt }) => dueAt > new Date())).toBe(true);
        const [instance] = await db.select().from(instances).where(eq(instances.domain, peer.host));
        expect(instance).toMatchObject({ failures: 1 });
    });

    test('gets everything once something comes from it', async () => {
        await using peer = await RemoteServer.start();
        const rita = await peer.person('rita');
        peer.script = ({ method }) => (method === 'POST' ? { status: 500 } : undefined);
        for (let count = 0; count < 3; count++) await say(`${peer.origin}/inbox`);
        await settle();
        peer.script = () => undefined;
        await settle();
        expect(peer.received).toEqual([]);
        await peer.send(alice.inboxUrl, peer.activity(rita, 'Like', `${peer.origin}/x`), rita);
        await settle();
        await settle();
        expect(peer.received).toHaveLength(3);
        expect(await owed()).toEqual([]);
    });

    test('for good is not asked again', async () => {
        await using peer = await RemoteServer.start();
        for (const status of [404, 410, 400, 413]) {
            peer.script = () => ({ status });
            await say(`${peer.origin}/inbox`);
            await settle();
        }
        expect(await owed()).toEqual([]);
        expect(peer.requests).toHaveLength(4);
    });

    test('is left alone for as long as it says', async () => {
        await using peer = await RemoteServer.start();
        peer.script = () => ({ status: 429, headers: { 'retry-after': '120' } });
        await say(`${peer.origin}/inbox`);
        await settle();
        const [row] = await owed();
        const seconds = ((row?.dueAt.getTime() ?? 0) - Date.now()) / 1000;
        expect(seconds).toBeGreaterThan(110);
        expect(seconds).toBeLessThan(132);
    });

    test('because of the form of the signature gets the other form, and from then on at once', async () => {
        await using peer = await RemoteServer.start();
        peer.script = ({ method, headers }) =>
            method === 'POST' && !headers['signature-input'] ? { status: 401 } : undefined;
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.of('Create').map(({ form }) => form)).toEqual(['rfc9421']);
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.requests).toHaveLength(3);
    });

    test('holds up nobody else', async () => {
        await using slow = await RemoteServer.start();
        await using quick = await RemoteServer.start();
        slow.script = () => ({ status: 500 });
        for (let count = 0; count < 100; count++) await say(`${slow.origin}/inbox`);
        for (let count = 0; count < 20; count++) await say(`${quick.origin}/inbox`);
        await settle();
        expect(quick.received).toHaveLength(20);
        expect(slow.requests.length).toBeLessThanOrEqual(64);
    });
});

test('a reader’s private conversation goes before the crowd', async () => {
    await using peer = await RemoteServer.start();
    const inboxes = Array.from({ length: 30 }, (_, index) => `${peer.origin}/inbox/${index}`);
    await enqueueActivity(db, {
        accountId: alice.id,
        activity: { id: `${alice.uri}#crowd`, type: 'Create' },
        inboxes,
    });
    await enqueueActivity(db, {
        accountId: alice.id,
        activity: { id: `${alice.uri}#dm`, type: 'Create' },
        inboxes: [`${peer.origin}/users/rita/inbox`],
        priority: 0,
    });
    const [first] = await claimDeliveries(db, 1, []);
    expect(first?.inbox).toBe(`${peer.origin}/users/rita/inbox`);
    await returnClaims(db, [first!.id]);
    await settle();
    expect(peer.requests).toHaveLength(31);
    expect(await db.select().from(outboundActivities)).toHaveLength(2);
});

test('pauses grow to two days in all, and a wish of the other server is heard', () => {
    const all = Array.from({ length: 15 }, (_, attempt) => pauseAfter(attempt, undefined, 0.5));
    expect(all.every((pause, index) => index === 0 || pause > (all[index - 1] ?? 0))).toBe(true);
    const days = all.reduce((sum, pause) => sum + pause, 0) / 86_400;
    expect(days).toBeGreaterThan(1.4);
    expect(days).toBeLessThan(3);
    expect(pauseAfter(0, 60, 0.5)).toBe(60);
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect([
        secondsOf('60', now),
        secondsOf('Thu, 01 Jan 2026 00:01:00 GMT', now),
        secondsOf('soon', now),
        secondsOf(undefined, now),
        secondsOf('99999999', now),
    ]).toEqual([60, 60, undefined, undefined, 86_400]);
});
