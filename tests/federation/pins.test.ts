import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { follows, pins, statuses } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { pinStatus, unpinStatus } from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';
import { aScene } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

const pinned = async () => {
    const rows = await db
        .select({ uri: statuses.uri })
        .from(pins)
        .innerJoin(statuses, eq(statuses.id, pins.statusId));
    return rows.map(({ uri }) => uri);
};

test('what somebody elsewhere puts on top of their profile stands on top of it here, until they take it away', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera', { featured: `${good.origin}/users/vera/featured` });
    const note = good.note(vera, 'read this first');
    const told = (type: string) =>
        good.activity(vera, type, note.id, { target: `${good.origin}/users/vera/featured` });
    for (let time = 0; time < 2; time++) await good.send(inbox, told('Add'), vera);
    await settle();
    expect(await pinned()).toEqual([note.id]);
    await good.send(inbox, told('Remove'), vera);
    await settle();
    expect(await pinned()).toEqual([]);
});

test('nobody puts on top of a profile what is somebody else’s, or into another collection', async () => {
    await using scene = await aScene(db);
    const { victim, evil, vera, eve } = scene;
    vera.document.featured = `${vera.id}/featured`;
    eve.document.featured = `${eve.id}/featured`;
    const rita = await victim.person('rita', { featured: `${victim.origin}/users/rita/featured` });
    const note = victim.note(vera, 'mine');
    await evil.send(inbox, evil.activity(eve, 'Add', note.id, { target: eve.document.featured }), eve);
    await evil.send(inbox, evil.activity(eve, 'Add', note.id, { target: vera.document.featured }), eve);
    await victim.send(inbox, victim.activity(rita, 'Add', note.id, { target: rita.document.featured }), rita);
    await victim.send(inbox, victim.activity(vera, 'Add', note.id, { target: `${vera.id}/other` }), vera);
    await settle();
    expect(await pinned()).toEqual([]);
});

test('followers elsewhere are told what a member puts on top of their profile, where everybody may read it', async () => {
    await using good = await RemoteServer.start();
    const rita = await fetchActor(db, (await good.person('rita')).id);
    const alice = await aMember(db, 'alice');
    await db.insert(follows).values({ id: newId(), accountId: rita.id, targetId: alice.id });
    const viewer = await asViewer(db, alice);
    const open = await aStatus(db, { by: alice });
    const closed = await aStatus(db, { by: alice, visibility: 'private', at: new Date(Date.now() - 1_000) });
    for (const { id } of [open, closed]) await pinStatus(db, viewer, id);
    await settle();
    await unpinStatus(db, viewer, open.id);
    await settle();
    const target = `${alice.uri}/collections/featured`;
    expect(
        good.received.map(({ activity: { type, object, ...rest } }) => [type, object, rest.target]),
    ).toEqual([
        ['Add', open.uri, target],
        ['Remove', open.uri, target],
    ]);
});
