import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { signRequest } from '$lib/server/activitypub/http-signature';
import { inTransaction, newId } from '$lib/server/db';
import { followRequests, follows } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { emit } from '$lib/server/events';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();

const digestOf = (...uris: string[]) => {
    const sum = Buffer.alloc(32);
    for (const uri of uris)
        createHash('sha256')
            .update(uri)
            .digest()
            .forEach((byte, index) => (sum[index] = (sum[index] ?? 0) ^ byte));
    return sum.toString('hex');
};
const anHourAgo = () => new Date(Date.now() - 3_600_000);
const follow = (accountId: string, targetId: string) =>
    db.insert(follows).values({ id: newId(), accountId, targetId, createdAt: anHourAgo() });

test('what is for a member’s followers tells each server which of its people those are, signed', async () => {
    await using good = await RemoteServer.start();
    await using other = await RemoteServer.start();
    const people = [await good.person('rita'), await good.person('raul'), await other.person('otto')];
    const alice = await aMember(db, 'alice');
    for (const { id } of people) await follow((await fetchActor(db, id)).id, alice.id);
    const headers: Record<string, string | string[] | undefined>[] = [];
    good.script = ({ method, headers: sent }) => {
        if (method === 'POST') headers.push(sent);
        return undefined;
    };
    const post = await aStatus(db, { by: alice, visibility: 'private' });
    await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: post.id }));
    await settle();
    const url = `${alice.uri}/followers/synchronization`;
    const [rita, raul] = people;
    const digest = digestOf(rita!.id, raul!.id);
    expect(headers.map((sent) => sent['collection-synchronization'])).toEqual([
        `collectionId="${alice.uri}/followers", url="${url}", digest="${digest}"`,
    ]);
    expect(headers[0]?.signature).toContain('digest collection-synchronization"');
    expect(good.of('Create')[0]?.verify(alice.publicPem)).toBe(true);

    expect((await good.get(url)).status).toBe(401);
    const listed = await good.get(url, rita);
    expect([listed.body.orderedItems, listed.headers.get('cache-control')]).toEqual([
        [rita!.id, raul!.id],
        'private, no-store',
    ]);
});

/** Sends something of `person` for their followers, with what their server knows of those who live here. */
async function tell(
    server: RemoteServer,
    person: RemotePerson,
    known: string[],
    digest = digestOf(...known),
) {
    const url = `${person.id}/synchronization`;
    server.documents.set(new URL(url).pathname, {
        body: { id: url, type: 'OrderedCollection', orderedItems: known },
    });
    const note = server.note(person, 'to you', { to: [person.followers], cc: [] });
    const body = Buffer.from(JSON.stringify(server.create(person, note)));
    const signed = signRequest('draft-cavage', {
        method: 'POST',
        url: new URL(`${origin}/inbox`),
        body,
        keyId: person.keyId,
        privatePem: person.keys.privatePem,
        covered: {
            'collection-synchronization': `collectionId="${person.followers}", url="${url}", digest="${digest}"`,
        },
    });
    const answer = await fetch(`${origin}/inbox`, {
        method: 'POST',
        headers: { ...signed, 'content-type': 'application/activity+json' },
        body: new Uint8Array(body),
    });
    expect(answer.status).toBe(202);
    await settle();
}

const whoFollows = async (targetId: string) =>
    (await db.select().from(follows).where(eq(follows.targetId, targetId))).map(({ accountId }) => accountId);

test('where a server knows other followers than there are, both come to one state', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const { id } = await fetchActor(db, vera.id);
    const [alice, bob, carol, dora] = [
        await aMember(db, 'alice'),
        await aMember(db, 'bob'),
        await aMember(db, 'carol'),
        await aMember(db, 'dora'),
    ];
    for (const member of [alice, bob]) await follow(member.id, id);
    await db
        .insert(followRequests)
        .values({ id: newId(), accountId: carol.id, targetId: id, uri: `${carol.uri}#f` });
    // alice is known there, bob is not, carol was accepted, and dora follows nobody.
    await tell(good, vera, [alice.uri, carol.uri, dora.uri]);
    expect((await whoFollows(id)).sort()).toEqual([alice.id, carol.id].sort());
    expect(
        good.of('Undo').map(({ activity }) => [activity.actor, (activity.object as { type: string }).type]),
    ).toEqual([[dora.uri, 'Follow']]);
});

test('where both know the same, nobody asks; where the list cannot be had, nobody is missed', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const ida = await good.person('ida');
    const alice = await aMember(db, 'alice');
    const ids = [(await fetchActor(db, vera.id)).id, (await fetchActor(db, ida.id)).id];
    for (const id of ids) await follow(alice.id, id);
    await tell(good, vera, [alice.uri]);
    expect(good.requests).not.toContain('GET /users/vera/synchronization');
    good.script = ({ path }) => (path.endsWith('/ida/synchronization') ? { status: 500 } : undefined);
    await tell(good, ida, [], digestOf('elsewhere'));
    expect(good.requests).toContain('GET /users/ida/synchronization');
    expect(await whoFollows(ids[1]!)).toEqual([alice.id]);
});
