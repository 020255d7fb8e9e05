import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId } from '$lib/server/db';
import {
    accounts,
    deliveries,
    follows,
    instances,
    mentions,
    outboundActivities,
} from '$lib/server/db/schema';
import { resolveActor, rotateKeys } from '$lib/server/domain/accounts';
import { blockDomain, unfollowAccount } from '$lib/server/domain/relationships';
import {
    boostStatus,
    deleteStatus,
    favouriteStatus,
    resolveStatus,
    unboostStatus,
    unfavouriteStatus,
} from '$lib/server/domain/statuses';
import { emit } from '$lib/server/events';
import { enqueueActivity, runDeliveries } from '$lib/server/federation/outbox';
import { secondsOf } from '$lib/server/federation/outbox/send';
import { holdLanes, leaseLanes, takeDeliveries } from '$lib/server/federation/outbox/lanes';
import { pauseAfter } from '$lib/server/federation/outbox/retry';
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

    test('is signed with the new key from the moment the keys were changed', async () => {
        await using peer = await aPeer('rita');
        await post('public');
        const { keyId } = await rotateKeys(db, alice.id);
        await post('public');
        expect(peer.of('Create').map((received) => received.keyId)).toEqual([alice.keyId, keyId]);
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

test('who got a post is told of its edit and its end, even after they stopped following, and of nothing later', async () => {
    await using peer = await aPeer('rita');
    const [rita] = await db.select().from(accounts).where(eq(accounts.uri, peer.followers[0]!.id));
    const [open, closed] = [await post('public'), await post('private')];
    await unfollowAccount(db, { accountId: rita!.id }, alice.id);
    const later = await post('public');
    for (const status of [open, closed])
        await inTransaction(db, (tx) =>
            emit(tx, { type: 'status.edited', statusId: status.id, editId: newId() }),
        );
    await settle();
    for (const status of [open, closed, later]) await deleteStatus(db, { accountId: alice.id }, status.id);
    await settle();
    const told = (type: string) =>
        peer.of(type).map(({ activity }) => (activity.object as { id: string }).id);
    expect(told('Create').sort()).toEqual([open.uri, closed.uri].sort());
    // What is for followers alone is not for them any more.
    expect(told('Update')).toEqual([open.uri]);
    expect(told('Delete').sort()).toEqual([open.uri, closed.uri].sort());
});

test('a server that a member refuses is still told of the end of what it got', async () => {
    await using peer = await aPeer('rita');
    const status = await post('public');
    await blockDomain(db, { accountId: alice.id }, peer.host);
    await deleteStatus(db, { accountId: alice.id }, status.id);
    await settle();
    expect(peer.of('Delete')).toHaveLength(1);
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
    /** As if every pause were over. */
    const letPausesEnd = async () => {
        await db.$client`update delivery_lanes set due_at = now()`;
        await db.$client`update deliveries set due_at = now()`;
    };
    const healthOf = async ({ host }: RemoteServer) => {
        const [row] = await db.select().from(instances).where(eq(instances.domain, host));
        return row;
    };
    const secondsUntil = (moment: Date | null | undefined) => ((moment?.getTime() ?? 0) - Date.now()) / 1_000;

    test('for a reason that passes is asked again later, and takes other things meanwhile', async () => {
        await using peer = await RemoteServer.start();
        let answers = 0;
        peer.script = () => (answers++ === 0 ? { status: 503 } : undefined);
        await say(`${peer.origin}/inbox`, `${alice.uri}#poison`);
        await settle();
        expect(await healthOf(peer)).toMatchObject({ failures: 1, retryAfter: null });
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.received).toHaveLength(1);
        expect(await healthOf(peer)).toMatchObject({ failures: 0 });
        const [row] = await owed();
        expect(row).toMatchObject({ attempts: 1, lastError: 'status 503' });
        expect(secondsUntil(row?.dueAt)).toBeGreaterThan(10);
    });

    test('REL-10: five times in a row is left alone but for one question at a time, less and less often', async () => {
        await using peer = await RemoteServer.start();
        peer.script = () => ({ status: 500 });
        for (let count = 0; count < 20; count++) await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.requests).toHaveLength(5);
        const holds: number[] = [];
        for (let question = 1; question <= 6; question++) {
            const { failures, retryAfter } = (await healthOf(peer)) ?? {};
            expect(failures).toBe(4 + question);
            holds.push(secondsUntil(retryAfter));
            const lane = await db.query.deliveryLanes.findFirst();
            expect(lane).toMatchObject({ host: peer.host, leasedUntil: null, dueAt: retryAfter });
            await say(`${peer.origin}/inbox`);
            await settle();
            expect(peer.requests).toHaveLength(4 + question);
            await letPausesEnd();
            // Whoever comes first asks; the others find the lane taken.
            await Promise.all([runDeliveries(db), runDeliveries(db)]);
            expect(peer.requests).toHaveLength(5 + question);
        }
        [15, 30, 60, 120, 240, 300].forEach((seconds, index) => {
            expect(holds[index]).toBeGreaterThan(seconds - 2);
            expect(holds[index]).toBeLessThan(seconds * 1.1 + 1);
        });
        // What failed with its host is not held against it.
        expect((await owed()).every(({ attempts }) => attempts <= 1)).toBe(true);

        peer.script = () => undefined;
        await letPausesEnd();
        await settle();
        expect(peer.received).toHaveLength(26);
        expect(await owed()).toEqual([]);
        expect(await db.query.deliveryLanes.findMany()).toEqual([]);
        expect(await healthOf(peer)).toMatchObject({ failures: 0, failingSince: null, retryAfter: null });
    });

    test('gets everything once something comes from it', async () => {
        await using peer = await RemoteServer.start();
        const rita = await peer.person('rita');
        peer.script = ({ method }) => (method === 'POST' ? { status: 500 } : undefined);
        for (let count = 0; count < 8; count++) await say(`${peer.origin}/inbox`);
        await settle();
        peer.script = () => undefined;
        await settle();
        expect(peer.received).toEqual([]);
        await peer.send(alice.inboxUrl, peer.activity(rita, 'Like', `${peer.origin}/x`), rita);
        await settle();
        await settle();
        expect(peer.received).toHaveLength(8);
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

    test('because it cannot be talked to in private is asked again', async () => {
        await using peer = await RemoteServer.start();
        await say(`https://${peer.host}/inbox`);
        await settle();
        expect(await owed()).toMatchObject([{ lastError: 'network', attempts: 1 }]);
    });

    test('is left alone for as long as it says, by everything that is owed to it', async () => {
        await using peer = await RemoteServer.start();
        peer.script = () => ({ status: 429, headers: { 'retry-after': '120' } });
        await say(`${peer.origin}/inbox`);
        await settle();
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.requests).toHaveLength(1);
        const lane = await db.query.deliveryLanes.findFirst();
        expect(secondsUntil(lane?.dueAt)).toBeGreaterThan(115);
        expect(secondsUntil(lane?.dueAt)).toBeLessThan(132);
    });

    test('REL-11: for days is asked once an hour, and after a week no more, until something comes from it', async () => {
        await using peer = await RemoteServer.start();
        const rita = await peer.person('rita');
        peer.script = ({ method }) => (method === 'POST' ? { status: 502 } : undefined);
        const failFor = (days: number) =>
            db
                .update(instances)
                .set({ failures: 40, failingSince: new Date(Date.now() - days * 86_400_000) });
        for (let count = 0; count < 9; count++) await say(`${peer.origin}/inbox`);
        await settle();
        for (const days of [1, 3, 6]) {
            await failFor(days);
            await letPausesEnd();
            await settle();
            expect(secondsUntil((await healthOf(peer))?.retryAfter)).toBeGreaterThanOrEqual(3_599);
        }
        expect(peer.requests).toHaveLength(5 + 3);
        expect(await owed()).toHaveLength(9);
        await failFor(7.1);
        await letPausesEnd();
        await settle();
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(await owed()).toEqual([]);
        expect(await db.query.deliveryLanes.findMany()).toEqual([]);
        expect(peer.requests).toHaveLength(5 + 4);

        peer.script = () => undefined;
        await peer.send(alice.inboxUrl, peer.activity(rita, 'Like', `${peer.origin}/x`), rita);
        await settle();
        await say(`${peer.origin}/inbox`);
        await settle();
        expect(peer.received).toHaveLength(1);
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
        expect(slow.requests).toHaveLength(5);
    });

    test('learns of a post before it learns of its end, whenever that was', async () => {
        await using peer = await RemoteServer.start();
        const about = (type: string, name: string) =>
            enqueueActivity(db, {
                accountId: alice.id,
                activity: {
                    id: `${alice.uri}/${name}#${type}`,
                    type,
                    object: { id: `${alice.uri}/${name}` },
                },
                inboxes: [`${peer.origin}/inbox`, `${peer.origin}/users/rita/inbox`],
            });
        let answers = 0;
        peer.script = () => (answers++ === 0 ? { status: 500 } : undefined);
        await about('Create', 'one');
        await settle();
        for (const [type, name] of [
            ['Update', 'one'],
            ['Delete', 'one'],
            ['Create', 'two'],
        ] as const)
            await about(type, name);
        await settle();
        const heard = () => peer.received.map(({ activity }) => activity.id.slice(alice.uri.length));
        expect(heard()).toEqual(['/one#Create', '/two#Create', '/two#Create']);
        await letPausesEnd();
        await settle();
        expect(heard().slice(3)).toEqual(
            ['Create', 'Update', 'Update', 'Delete', 'Delete'].map((type) => `/one#${type}`),
        );
    });
});

test('a reader’s private conversation goes before the crowd, at one server and of all', async () => {
    await using peer = await RemoteServer.start();
    const say = (name: string, inboxes: string[], priority: 0 | 1) =>
        enqueueActivity(db, {
            accountId: alice.id,
            activity: { id: `${alice.uri}#${name}`, type: 'Create' },
            inboxes,
            priority,
        });
    const crowd = Array.from({ length: 30 }, (_, index) => `${peer.origin}/inbox/${index}`);
    await say(
        'crowd',
        [...crowd, ...Array.from({ length: 30 }, (_, n) => `http://127.0.0.1:${3001 + n}/`)],
        1,
    );
    await say('dm', [`${peer.origin}/users/rita/inbox`], 0);
    const [lane] = await leaseLanes(db, 1);
    expect(lane?.host).toBe(peer.host);
    const taken = await takeDeliveries(db, [{ host: peer.host, room: 1 }], []);
    expect(taken.get(peer.host)?.claims).toMatchObject([{ inbox: `${peer.origin}/users/rita/inbox` }]);
    await db.$client`delete from deliveries where host <> ${peer.host}`;
    await holdLanes(db, [peer.host]);
    await settle();
    expect(peer.requests).toHaveLength(31);
    expect(peer.requests[0]).toBe('POST /users/rita/inbox');
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
