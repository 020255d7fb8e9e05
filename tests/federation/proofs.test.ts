/** Integrity proofs (FEP-8b32): what members say proves itself, and so does what others hand on. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { proveDocument, readProof } from '$lib/server/activitypub/integrity-proof';
import { newProofKeyPair } from '$lib/server/activitypub/keys';
import { multikeyOf } from '$lib/server/activitypub/multibase';
import { readActor } from '$lib/server/activitypub/read-actor';
import type { Json } from '$lib/server/activitypub/untrusted';
import { newId } from '$lib/server/db';
import { accountKeys, accounts, favourites, follows, statuses } from '$lib/server/db/schema';
import { proofKeyOf, resolveActor, rotateKeys } from '$lib/server/domain/accounts';
import { boostStatus, deleteStatus, editStatus, findByUri, postStatus } from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type Received, type RemotePerson } from './support/remote-server';
import { aScene } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

const draft = (text: string, visibility: 'public' | 'unlisted' | 'private' | 'direct' = 'public') => ({
    text,
    contentWarning: '',
    mediaIds: [],
    visibility,
});

/** Whether an activity proves to be its actor's, by what their profile lists. */
async function provesItself({ activity }: Received): Promise<boolean> {
    const answer = await fetch(String(activity.actor), { headers: { accept: 'application/activity+json' } });
    const { keys } = readActor((await answer.json()) as Json);
    const claim = readProof(activity);
    const key = keys.find(({ id, forProofs }) => forProofs && id === claim?.verificationMethod);
    return key !== undefined && claim!.verify(key.publicPem);
}

/** alice, whom somebody elsewhere follows. */
async function aliceAndHerFollower(good: RemoteServer) {
    const alice = await aMember(db, 'alice');
    const fan = await good.person('fay');
    const { id } = await resolveActor(db, fan.id);
    await db.insert(follows).values({ id: newId(), accountId: id, targetId: alice.id });
    return { alice, fan, viewer: await asViewer(db, alice) };
}

describe('what members say', () => {
    test('for everybody proves itself, whatever it is', async () => {
        await using good = await RemoteServer.start();
        const { alice, viewer } = await aliceAndHerFollower(good);
        const { id } = await postStatus(db, viewer, draft('hello'));
        const unlisted = await postStatus(db, viewer, draft('psst', 'unlisted'));
        await settle();
        await editStatus(db, viewer, id, { ...draft('hello again'), mediaChanges: [] });
        await boostStatus(db, viewer, id);
        await deleteStatus(db, viewer, unlisted.id);
        await rotateKeys(db, alice.id);
        await settle();
        const types = good.received.map(({ activity }) => activity.type).sort();
        expect(types).toEqual(['Announce', 'Create', 'Create', 'Delete', 'Update', 'Update']);
        const [profile] = good
            .of('Update')
            .filter(({ activity }) => (activity.object as Json).type === 'Person');
        expect(await provesItself(profile!)).toBe(true);
        // The keys of before the change are listed no more.
        expect(await provesItself(good.of('Create')[0]!)).toBe(false);
        for (const { activity } of good.received) expect(activity).not.toHaveProperty('signature');
    });

    test('for some people does not prove itself to others', async () => {
        await using good = await RemoteServer.start();
        const { alice, fan, viewer } = await aliceAndHerFollower(good);
        await postStatus(db, viewer, draft('for followers', 'private'));
        await postStatus(db, viewer, draft(`@fay@${good.host} for you`, 'direct'));
        await good.send(inbox, good.activity(fan, 'Follow', alice.uri), fan);
        await settle();
        expect(good.received.map(({ activity }) => activity.type).sort()).toEqual([
            'Accept',
            'Create',
            'Create',
        ]);
        for (const { activity } of good.received) expect(activity).not.toHaveProperty('proof');
    });

    test('is proven with a key of their own, which those who had none get once', async () => {
        const alice = await aMember(db, 'alice');
        const asked = await Promise.all(Array.from({ length: 5 }, () => proofKeyOf(db, alice.id)));
        expect(new Set(asked.map((key) => key?.privatePem)).size).toBe(1);
        const { body } = await askFor('/users/alice');
        expect(body.assertionMethod).toEqual([
            {
                id: `${alice.uri}#ed25519-key`,
                type: 'Multikey',
                controller: alice.uri,
                publicKeyMultibase: multikeyOf(asked[0]!.publicPem),
            },
        ]);
        const [own] = (await askFor('/actor')).body.assertionMethod as Json[];
        expect(own).toMatchObject({ id: `${origin}/actor#ed25519-key`, type: 'Multikey' });
    });
});

async function askFor(path: string) {
    const answer = await fetch(origin + path, { headers: { accept: 'application/activity+json' } });
    return { status: answer.status, body: (await answer.json()) as Json };
}

/** A key that `person` lists as `list`, and a proof of theirs. */
async function aProver(person: RemotePerson, list = 'assertionMethod', changes: Json = {}) {
    const pair = await newProofKeyPair();
    const keyId = `${person.id}#ed25519-key`;
    const publicKeyMultibase = multikeyOf(pair.publicPem);
    const key = { id: keyId, type: 'Multikey', controller: person.id, publicKeyMultibase, ...changes };
    Object.assign(person.document, { [list]: [key] });
    return {
        keyId,
        pair,
        prove: (document: Json, date = new Date()) =>
            proveDocument(document, { keyId, privatePem: pair.privatePem, date }),
    };
}

/** vera answers alice, and eve's server hands the answer on. */
async function anAnswer() {
    const scene = await aScene(db);
    const { victim, vera, alice } = scene;
    const status = await aStatus(db, { by: alice });
    const note = victim.note(vera, 'real', { inReplyTo: status.uri, cc: [vera.followers, alice.uri] });
    const create = { '@context': 'https://www.w3.org/ns/activitystreams', ...victim.create(vera, note) };
    return { ...scene, status, note, create, [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose]() };
}

describe('what somebody else hands on', () => {
    test('counts as said by its actor, who proved it, and is read nowhere else', async () => {
        await using scene = await anAnswer();
        const { victim, evil, vera, eve, note, create, status } = scene;
        const { prove } = await aProver(vera);
        expect(await evil.send(inbox, prove(create), eve)).toBe(202);
        await settle();
        expect(await findByUri(db, note.id)).toMatchObject({
            contentHtml: '<p>real</p>',
            inReplyToId: status.id,
        });
        expect(victim.requests).not.toContain(`GET ${new URL(note.id).pathname}`);
        const gone = victim.activity(vera, 'Delete', note.id);
        expect(await evil.send(inbox, prove(gone), eve)).toBe(202);
        await settle();
        expect(await findByUri(db, note.id)).toBeUndefined();
    });

    test.each<[string, (proven: Json) => Json]>([
        [
            'a word was changed',
            (proven) => ({ ...proven, object: { ...(proven.object as Json), content: 'forged' } }),
        ],
        ['it was addressed to others', (proven) => ({ ...proven, to: [] })],
        [
            'its audience is in another order',
            ({ cc, ...proven }) => ({ ...proven, cc: (cc as string[]).toReversed() }),
        ],
        ['an entry was dropped', ({ cc, ...proven }) => ({ ...proven, cc: (cc as string[]).slice(1) })],
        [
            'it has a proof of something else',
            (proven) => ({
                ...proven,
                proof: { ...(proven.proof as Json), created: '2026-01-01T00:00:00Z' },
            }),
        ],
        ['a proof is missing', ({ proof: _, ...proven }) => proven],
        ['its proof is a linked-data signature', ({ proof, ...proven }) => ({ ...proven, signature: proof })],
    ])('FED-21: is believed no more than before where %s', async (_, change) => {
        await using scene = await anAnswer();
        const { victim, evil, vera, eve, note, create } = scene;
        const { prove } = await aProver(vera);
        expect(await evil.send(inbox, change(prove(create)), eve)).toBe(403);
        await settle();
        // What everybody may read is read at its origin, as ever.
        expect(victim.requests).toContain(`GET ${new URL(note.id).pathname}`);
        expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>real</p>');
    });

    test('FED-21: has no effect where it is wrapped, or its proof stands elsewhere', async () => {
        await using scene = await anAnswer();
        const { evil, vera, eve, create } = scene;
        const { prove } = await aProver(vera);
        const { proof, ...bare } = prove(create);
        const wrapper = evil.activity(eve, 'Create', { ...bare, proof });
        for (const body of [
            { '@context': create['@context'], '@graph': [{ ...bare, proof }] },
            { '@context': create['@context'], '@graph': [bare], proof },
            wrapper,
            { ...wrapper, proof },
            { ...wrapper, '@graph': [{ ...bare, proof }] },
        ])
            await evil.send(inbox, body as Json, eve);
        await settle();
        expect(await db.select().from(statuses)).toHaveLength(1);
    });

    const hour = 3_600_000;
    test.each<[string, (person: RemotePerson, eve: RemotePerson) => Promise<(document: Json) => Json>]>([
        [
            'made 13 hours ago',
            async (vera) => {
                const { prove } = await aProver(vera);
                return (document) => prove(document, new Date(Date.now() - 13 * hour));
            },
        ],
        [
            'made an hour from now',
            async (vera) => {
                const { prove } = await aProver(vera);
                return (document) => prove(document, new Date(Date.now() + hour));
            },
        ],
        ['with a key that is for requests', async (vera) => (await aProver(vera, 'authentication')).prove],
        ['with a key that is nowhere listed', async (vera) => (await aProver(vera, 'keyAgreement')).prove],
        [
            'with a key of somebody else',
            async (vera) => (await aProver(vera, 'assertionMethod', { controller: `${vera.id}2` })).prove,
        ],
        [
            'with a key that has expired',
            async (vera) =>
                (await aProver(vera, 'assertionMethod', { expires: '2026-01-01T00:00:00Z' })).prove,
        ],
        ['with a key of whoever hands it on', async (_, eve) => (await aProver(eve)).prove],
        [
            'by eve in vera’s name',
            async (vera, eve) => {
                const { keyId } = await aProver(vera);
                const { pair } = await aProver(eve);
                return (document) => proveDocument(document, { keyId, privatePem: pair.privatePem }) as Json;
            },
        ],
    ])('is not believed for a proof %s', async (_, proverOf) => {
        await using scene = await anAnswer();
        const { victim, evil, vera, eve, note, create } = scene;
        const prove = await proverOf(vera, eve);
        victim.documents.delete(new URL(note.id).pathname);
        expect(await evil.send(inbox, prove(create), eve)).toBe(403);
        await settle();
        expect(await findByUri(db, note.id)).toBeUndefined();
    });

    test('is not believed for a proof of somebody else on the same server', async () => {
        await using scene = await anAnswer();
        const { victim, evil, eve, note, create } = scene;
        const { prove } = await aProver(await victim.person('mallory'));
        victim.documents.delete(new URL(note.id).pathname);
        expect(await evil.send(inbox, prove(create), eve)).toBe(403);
        await settle();
        expect(await findByUri(db, note.id)).toBeUndefined();
    });

    test('gives what is inside no more than its actor may give it', async () => {
        await using scene = await anAnswer();
        const { victim, evil, vera, eve, alice, note, status } = scene;
        const { prove } = await aProver(vera);
        const nora = await victim.person('nora');
        const theirs = victim.note(nora, 'nora’s', { inReplyTo: status.uri });
        const elsewhere = evil.note(eve, 'eve’s', { inReplyTo: status.uri, attributedTo: vera.id });
        for (const activity of [
            victim.create(vera, theirs),
            victim.create(vera, { ...theirs, attributedTo: vera.id, id: elsewhere.id }),
            { ...victim.create(vera, note), id: `${evil.origin}/activities/1` },
            victim.activity(vera, 'Update', { ...theirs, content: 'defaced' }),
            victim.activity(vera, 'Delete', status.uri),
            victim.activity(vera, 'Undo', evil.activity(eve, 'Like', status.uri)),
            { ...evil.activity(eve, 'Like', status.uri), actor: alice.uri, id: `${alice.uri}#likes/1` },
        ])
            await evil.send(inbox, prove(activity), eve);
        await settle();
        expect((await db.select().from(statuses)).map(({ uri }) => uri)).toEqual([status.uri]);
        expect(await db.select().from(favourites)).toEqual([]);
    });

    test('FED-07: has its effect once, however often it is handed on', async () => {
        await using scene = await aScene(db);
        const { victim, evil, vera, eve, alice } = scene;
        const { prove } = await aProver(vera);
        const follow = victim.activity(vera, 'Follow', alice.uri);
        const captured = prove(follow);
        await victim.send(inbox, captured, vera);
        await settle();
        await victim.send(inbox, victim.activity(vera, 'Undo', follow), vera);
        await settle();
        expect(await evil.send(inbox, captured, eve)).toBe(202);
        await settle();
        expect(await db.select().from(follows)).toEqual([]);
    });

    test('is not taken from those to whom nobody listens', async () => {
        await using scene = await anAnswer();
        const { victim, evil, vera, eve, note, create } = scene;
        const { prove } = await aProver(vera);
        const { id } = await resolveActor(db, eve.id);
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, id));
        expect(await evil.send(inbox, prove(create), eve)).toBe(403);
        await settle();
        expect(victim.requests).toEqual([]);
        expect(await findByUri(db, note.id)).toBeUndefined();
    });
});

test('a key is kept for what its owner lists it for', async () => {
    await using good = await RemoteServer.start();
    const rita = await good.person('rita');
    const [both, requests] = [await newProofKeyPair(), await newProofKeyPair()];
    const multikey = (name: string, { publicPem }: { publicPem: string }, changes: Json = {}) => ({
        id: `${rita.id}#${name}`,
        type: 'Multikey',
        controller: rita.id,
        publicKeyMultibase: multikeyOf(publicPem),
        ...changes,
    });
    Object.assign(rita.document, {
        verificationMethod: [multikey('both', both)],
        authentication: [
            `${rita.id}#both`,
            multikey('requests', requests, { expires: '2126-01-01T00:00:00Z' }),
        ],
        // The second pretends to be the key that requests are signed with.
        assertionMethod: [
            `${rita.id}#both`,
            multikey('requests', both),
            multikey('main-key', both),
            'nothing',
        ],
    });
    const { id } = await resolveActor(db, rita.id);
    const keys = await db
        .select()
        .from(accountKeys)
        .where(eq(accountKeys.accountId, id))
        .orderBy(accountKeys.keyId);
    expect(
        keys.map((key) => [
            key.keyId.split('#')[1],
            key.kind,
            key.forRequests,
            key.forProofs,
            key.expiresAt?.getFullYear(),
        ]),
    ).toEqual([
        ['both', 'ed25519', true, true, undefined],
        ['main-key', 'rsa', true, false, undefined],
        ['requests', 'ed25519', true, false, 2126],
    ]);
});
