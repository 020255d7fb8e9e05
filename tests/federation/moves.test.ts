import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accounts, blocks, follows, followRequests, mutes, users } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { muteAccount } from '$lib/server/domain/relationships';
import { hashPassword } from '$lib/server/domain/users';
import { POST as changeAliases } from '../../src/routes/api/v1/accounts/alias/+server';
import { POST as move } from '../../src/routes/api/v1/accounts/move/+server';
import { GET as showAccount } from '../../src/routes/api/v1/accounts/[id]/+server';
import { call } from '../support/call-endpoint';
import { aToken } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';
import { aScene } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

const follow = (accountId: string, targetId: string) =>
    db
        .insert(follows)
        .values({ id: newId(), accountId, targetId, showBoosts: false, uri: `${origin}/f/${newId()}` });
const whoFollows = async (targetId: string) =>
    (await db.select().from(follows).where(eq(follows.targetId, targetId))).map(({ accountId }) => accountId);
const account = async (uri: string) => (await db.select().from(accounts).where(eq(accounts.uri, uri)))[0];

/** vera at one server, who is vera-new at another, which says so. */
async function aMove(old: RemoteServer, fresh: RemoteServer, aliases?: string[]) {
    const vera = await old.person('vera');
    const veraNew = await fresh.person('vera-new', { alsoKnownAs: aliases ?? [vera.id] });
    const known = await fetchActor(db, vera.id);
    return { vera, veraNew, known, told: old.activity(vera, 'Move', vera.id, { target: veraNew.id }) };
}

const sendMove = async (server: RemoteServer, by: RemotePerson, told: object) => {
    expect(await server.send(inbox, told as Record<string, unknown>, by)).toBe(202);
    await settle();
};

test('whoever follows somebody is led to where they went, once, and keeps how they followed', async () => {
    await using old = await RemoteServer.start();
    await using fresh = await RemoteServer.start();
    const { vera, veraNew, known, told } = await aMove(old, fresh);
    const alice = await aMember(db, 'alice');
    const bob = await aMember(db, 'bob');
    await follow(alice.id, known.id);
    await muteAccount(db, { accountId: bob.id }, known.id);
    for (let time = 0; time < 2; time++) await sendMove(old, vera, { ...told, id: `${told.id}-${time}` });

    expect(fresh.of('Follow').map(({ activity }) => [activity.actor, activity.object])).toEqual([
        [alice.uri, veraNew.id],
    ]);
    expect(old.of('Undo')).toHaveLength(1);
    expect(await whoFollows(known.id)).toEqual([]);
    const [asked] = await db.select().from(followRequests);
    expect(asked).toMatchObject({ accountId: alice.id, showBoosts: false });
    const target = await account(veraNew.id);
    expect(await db.select().from(mutes).where(eq(mutes.targetId, target!.id))).toHaveLength(1);

    const shown = await call<{ moved?: { acct: string } }>(showAccount, { params: { id: known.id } });
    expect(shown.body.moved?.acct).toBe(`vera-new@${fresh.host}`);
});

test('somebody elsewhere moves to a member, who has named them', async () => {
    await using old = await RemoteServer.start();
    const vera = await old.person('vera');
    const known = await fetchActor(db, vera.id);
    const alice = await aMember(db, 'alice', { alsoKnownAs: [vera.id] });
    const bob = await aMember(db, 'bob');
    for (const { id } of [alice, bob]) await follow(id, known.id);
    await sendMove(old, vera, old.activity(vera, 'Move', vera.id, { target: alice.uri }));
    expect(await whoFollows(alice.id)).toEqual([bob.id]);
    expect(await whoFollows(known.id)).toEqual([]);
});

test('FED-19: nobody moves somebody else, or to where nobody says the same', async () => {
    await using scene = await aScene(db);
    const { victim, evil, vera, eve, alice } = scene;
    const known = await fetchActor(db, vera.id);
    await follow(alice.id, known.id);
    const eve2 = await evil.person('eve2', { alsoKnownAs: [vera.id] });
    await sendMove(evil, eve, evil.activity(eve, 'Move', vera.id, { target: eve2.id }));
    await sendMove(victim, vera, victim.activity(vera, 'Move', vera.id, { target: eve.id }));
    await sendMove(victim, vera, victim.activity(vera, 'Move', vera.id, { target: vera.id }));
    expect(await whoFollows(known.id)).toEqual([alice.id]);
    expect((await account(vera.id))?.movedToId).toBeNull();
});

test('FED-20: what is known of the new account is not believed: it is asked once more', async () => {
    await using old = await RemoteServer.start();
    await using fresh = await RemoteServer.start();
    const { vera, veraNew, known, told } = await aMove(old, fresh);
    await fetchActor(db, veraNew.id);
    fresh.documents.set('/users/vera-new', { body: { ...veraNew.document, alsoKnownAs: [] } });
    const alice = await aMember(db, 'alice');
    await follow(alice.id, known.id);
    await sendMove(old, vera, told);
    expect(await whoFollows(known.id)).toEqual([alice.id]);
});

test('nobody is asked about a move that matters to no member, or that follows another too soon', async () => {
    await using old = await RemoteServer.start();
    await using fresh = await RemoteServer.start();
    const { vera, veraNew, known, told } = await aMove(old, fresh);
    const third = await fresh.person('third', { alsoKnownAs: [vera.id] });
    await sendMove(old, vera, told);
    expect(fresh.requests).toEqual([]);

    const alice = await aMember(db, 'alice');
    await follow(alice.id, known.id);
    await sendMove(old, vera, { ...told, id: `${told.id}-again` });
    expect((await account(vera.id))?.movedToId).toBe((await account(veraNew.id))?.id);
    await follow(alice.id, known.id);
    await sendMove(old, vera, old.activity(vera, 'Move', vera.id, { target: third.id }));
    expect(fresh.requests.filter((request) => request.includes('third'))).toEqual([]);
});

test('a profile that tells of its move shows it, an Update before the Move leads nobody astray', async () => {
    await using old = await RemoteServer.start();
    await using fresh = await RemoteServer.start();
    const { vera, veraNew, known, told } = await aMove(old, fresh);
    await fetchActor(db, veraNew.id);
    const alice = await aMember(db, 'alice');
    await follow(alice.id, known.id);
    const changed = { ...vera.document, movedTo: veraNew.id };
    await sendMove(old, vera, old.activity(vera, 'Update', changed));
    expect((await account(vera.id))?.movedToId).toBe((await account(veraNew.id))?.id);
    await sendMove(old, vera, told);
    expect(await whoFollows(known.id)).toEqual([]);
    expect(fresh.of('Follow')).toHaveLength(1);
    await sendMove(old, vera, old.activity(vera, 'Update', vera.document));
    expect((await account(vera.id))?.movedToId).toBeNull();
});

test('whoever is blocked stays blocked, whatever account they go to', async () => {
    await using old = await RemoteServer.start();
    await using fresh = await RemoteServer.start();
    const { vera, veraNew, known, told } = await aMove(old, fresh);
    const alice = await aMember(db, 'alice');
    await db.insert(blocks).values({ id: newId(), accountId: alice.id, targetId: known.id });
    await sendMove(old, vera, told);
    const target = await account(veraNew.id);
    const held = await db
        .select()
        .from(blocks)
        .where(and(eq(blocks.accountId, alice.id), eq(blocks.targetId, target!.id)));
    expect(held).toHaveLength(1);
});

test('a member moves away with their password: followers are told, here and elsewhere', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const alice = await aMember(db, 'alice');
    const bob = await aMember(db, 'bob');
    const token = await aToken(db, alice);
    await db
        .update(users)
        .set({ passwordHash: await hashPassword('correct horse battery') })
        .where(eq(users.accountId, alice.id));
    const aliceNew = await good.person('alice-new');
    await follow((await fetchActor(db, rita.id)).id, alice.id);
    await follow(bob.id, alice.id);
    const ask = (password: string, target: string) =>
        call<{ error?: string }>(move, { token, json: { password, moved_to_uri: target } });

    expect((await ask('wrong', aliceNew.id)).status).toBe(422);
    const unconfirmed = await ask('correct horse battery', aliceNew.id);
    expect([unconfirmed.status, unconfirmed.body.error]).toEqual([422, expect.stringContaining('alias')]);

    good.documents.set('/users/alice-new', { body: { ...aliceNew.document, alsoKnownAs: [alice.uri] } });
    expect((await ask('correct horse battery', `@alice-new@${good.host}`)).status).toBe(202);
    await settle();
    const [told] = good.of('Move');
    expect(told?.activity).toMatchObject({ actor: alice.uri, object: alice.uri, target: aliceNew.id });
    expect(told?.verify(alice.publicPem)).toBe(true);
    expect(good.of('Follow').map(({ activity }) => activity.actor)).toEqual([bob.uri]);
    expect((await good.get(alice.uri)).body.movedTo).toBe(aliceNew.id);

    expect((await ask('correct horse battery', '')).status).toBe(202);
    expect((await good.get(alice.uri)).body.movedTo).toBeUndefined();
});

test('a member names former accounts by handle or address, and their profile tells of them', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const raul = await good.person('raul');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const ask = (uris: string[]) =>
        call<{ source: object }>(changeAliases, { token, json: { also_known_as_uris: uris } });
    const { status, body } = await ask([`@rita@${good.host}`, raul.id]);
    expect([status, body.source]).toEqual([
        200,
        expect.objectContaining({ also_known_as_uris: [rita.id, raul.id] }),
    ]);
    expect((await good.get(alice.uri)).body.alsoKnownAs).toEqual([rita.id, raul.id]);
    expect((await ask([`@nobody@${good.host}`])).status).toBe(422);
    expect((await ask([alice.uri])).status).toBe(422);
    await ask([]);
    expect((await good.get(alice.uri)).body.alsoKnownAs).toBeUndefined();
});
