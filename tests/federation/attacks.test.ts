import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
    accountKeys,
    accounts,
    favourites,
    follows,
    inboundActivities,
    statuses,
} from '$lib/server/db/schema';
import { resolveHandle, resolveActor } from '$lib/server/domain/accounts';
import { findByUri, resolveStatus } from '$lib/server/domain/statuses';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { createHash } from 'node:crypto';
import { aStatus } from '../support/factories';
import { aCanary } from './support/canary';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

/** An honest server with vera, and a hostile one with eve. */
async function aScene() {
    const victim = await RemoteServer.start();
    const evil = await RemoteServer.start();
    const [vera, eve] = [await victim.person('vera'), await evil.person('eve')];
    return {
        victim,
        evil,
        vera,
        eve,
        alice: await aMember(db, 'alice'),
        async [Symbol.asyncDispose]() {
            await victim[Symbol.asyncDispose]();
            await evil[Symbol.asyncDispose]();
        },
    };
}

const stored = () => db.select().from(inboundActivities);
const posts = () => db.select().from(statuses);

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
    try {
        await attempt;
        return 'none';
    } catch (error) {
        return String((error as { reason?: unknown }).reason);
    }
}

describe('signatures', () => {
    test('FED-01: an unsigned activity is refused', async () => {
        await using scene = await aScene();
        const create = scene.victim.create(scene.vera, scene.victim.note(scene.vera, 'x'));
        const unsigned = await scene.victim.send(inbox, create, scene.vera, {
            change: ({ headers }) => headers.delete('signature'),
        });
        expect(unsigned).toBe(401);
        expect(await stored()).toEqual([]);
    });

    test('FED-02: nobody speaks for somebody else', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve } = scene;
        const create = victim.create(vera, victim.note(vera, 'forged'));
        expect(await evil.send(inbox, create, eve)).toBe(401);
        expect(await evil.send(inbox, create, { ...eve, keyId: vera.keyId })).toBe(401);
        expect(
            await evil.send(inbox, evil.activity(eve, 'Follow', scene.alice.uri), {
                ...eve,
                keyId: vera.keyId,
            }),
        ).toBe(401);
        expect(await stored()).toEqual([]);
    });

    test.each<[string, (request: { headers: Headers; body: Buffer }) => void]>([
        [
            'the body was changed',
            (request) => (request.body = Buffer.from(request.body.toString().replace('x', 'y'))),
        ],
        ['the digest is gone', ({ headers }) => headers.delete('digest')],
        [
            'the digest is SHA-512',
            ({ headers, body }) =>
                headers.set('digest', `SHA-512=${createHash('sha512').update(body).digest('base64')}`),
        ],
        [
            'the date was changed',
            ({ headers }) => headers.set('date', new Date(Date.now() - 1000).toUTCString()),
        ],
        [
            'the date is 13 hours old',
            ({ headers }) => headers.set('date', new Date(Date.now() - 13 * 3_600_000).toUTCString()),
        ],
    ])('FED-04, 06: a request is refused where %s', async (_, change) => {
        await using scene = await aScene();
        const create = scene.victim.create(scene.vera, scene.victim.note(scene.vera, 'x'));
        expect(await scene.victim.send(inbox, create, scene.vera, { change })).toBe(401);
        expect(await stored()).toEqual([]);
    });

    test('FED-07: a captured request goes nowhere else, and unchanged it has no second effect', async () => {
        await using scene = await aScene();
        const { victim, vera, alice } = scene;
        const bob = await aMember(db, 'bob');
        const follow = victim.activity(vera, 'Follow', alice.uri);
        let captured = new Headers();
        expect(
            await victim.send(alice.inboxUrl, follow, vera, {
                change: ({ headers }) => (captured = headers),
            }),
        ).toBe(202);
        const body = JSON.stringify(follow);
        const replay = async (to: string) =>
            (await fetch(to, { method: 'POST', headers: captured, body })).status;
        expect(await replay(bob.inboxUrl)).toBe(401);
        for (let count = 0; count < 5; count++) expect(await replay(alice.inboxUrl)).toBe(202);
        await settle();
        expect(await stored()).toHaveLength(1);
        expect(await db.select().from(follows)).toHaveLength(1);
    });

    test('both forms are accepted', async () => {
        await using scene = await aScene();
        const { victim, vera } = scene;
        for (const form of ['draft-cavage', 'rfc9421'] as const)
            expect(
                await victim.send(inbox, victim.create(vera, victim.note(vera, form)), vera, { form }),
            ).toBe(202);
        await settle();
        expect(await posts()).toHaveLength(2);
    });

    test('FED-09: a key document that names an owner who does not list the key proves nothing', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve } = scene;
        await resolveActor(db, vera.id);
        const keyId = `${evil.origin}/key`;
        evil.documents.set('/key', {
            body: { id: keyId, type: 'Key', owner: vera.id, publicKeyPem: eve.keys.publicPem },
        });
        const create = victim.create(vera, victim.note(vera, 'forged'));
        expect(await evil.send(inbox, create, { ...eve, keyId })).toBe(401);
        const keys = await db.select().from(accountKeys).where(eq(accountKeys.keyId, vera.keyId));
        expect(keys).toMatchObject([{ publicPem: vera.keys.publicPem }]);
        expect(await stored()).toEqual([]);
    });

    test('a key document of its owner’s own is followed to the owner', async () => {
        await using scene = await aScene();
        const { victim } = scene;
        const keyId = `${victim.origin}/users/nora/main-key`;
        const nora = await victim.person('nora');
        Object.assign(nora.document, {
            publicKey: { id: keyId, owner: nora.id, publicKeyPem: nora.keys.publicPem },
        });
        victim.documents.set('/users/nora/main-key', {
            body: { id: keyId, owner: nora.id, publicKeyPem: nora.keys.publicPem },
        });
        expect(
            await victim.send(inbox, victim.create(nora, victim.note(nora, 'x')), { ...nora, keyId }),
        ).toBe(202);
    });

    test('a new key is asked for once, and a key that fails is not asked for again and again', async () => {
        await using scene = await aScene();
        const { victim, vera, eve, evil } = scene;
        await resolveActor(db, vera.id);
        Object.assign(vera.document, {
            publicKey: { id: vera.keyId, owner: vera.id, publicKeyPem: eve.keys.publicPem },
        });
        expect(
            await victim.send(inbox, victim.create(vera, victim.note(vera, 'x')), {
                ...vera,
                keys: eve.keys,
            }),
        ).toBe(202);
        evil.documents.delete('/users/eve');
        for (let count = 0; count < 10; count++)
            expect(await evil.send(inbox, evil.create(eve, evil.note(eve, 'x')), eve)).toBe(401);
        expect(evil.requests.filter((line) => line === 'GET /users/eve')).toHaveLength(1);
    });
});

describe('who says what', () => {
    test('FED-11: an object of another origin is not taken, and its place stays free for the real one', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve } = scene;
        const real = victim.note(vera, 'real');
        await evil.send(inbox, evil.create(eve, { ...real, content: 'forged', attributedTo: eve.id }), eve);
        await evil.send(inbox, evil.create(eve, { ...real, content: 'forged' }), eve);
        await settle();
        expect(await posts()).toEqual([]);
        expect((await resolveStatus(db, real.id))?.contentHtml).toBe('<p>real</p>');
    });

    test('FED-12: nothing is attributed to somebody who did not say it', async () => {
        await using scene = await aScene();
        const { evil, vera, eve } = scene;
        const note = evil.note(eve, 'forged', { attributedTo: vera.id });
        await evil.send(inbox, evil.create(eve, note), eve);
        await settle();
        expect(await posts()).toEqual([]);
        expect(await reasonOf(resolveStatus(db, note.id))).toBe('not-ours-to-say');
    });

    test('FED-13, 15: others’ posts, likes, boosts, follows and profiles are not theirs to change', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve, alice } = scene;
        const note = victim.note(vera, 'mine');
        const status = await aStatus(db, { by: alice });
        const like = victim.activity(vera, 'Like', status.uri);
        const boost = victim.activity(vera, 'Announce', status.uri, { to: [PUBLIC] });
        const follow = victim.activity(vera, 'Follow', alice.uri);
        for (const activity of [victim.create(vera, note), like, boost, follow])
            await victim.send(inbox, activity, vera);
        await settle();
        const before = await db.select().from(accounts).where(eq(accounts.uri, vera.id));
        const attempts = [
            evil.activity(eve, 'Update', { ...note, content: 'defaced', updated: new Date().toISOString() }),
            evil.activity(eve, 'Update', { ...vera.document, name: 'defaced' }),
            evil.activity(eve, 'Delete', note.id),
            evil.activity(eve, 'Delete', vera.id),
            ...[like, boost, follow].flatMap((activity) => [
                evil.activity(eve, 'Undo', activity),
                evil.activity(eve, 'Undo', activity.id),
                evil.activity(eve, 'Undo', { ...activity, actor: eve.id }),
            ]),
            evil.activity(eve, 'Delete', status.uri),
            evil.activity(eve, 'Update', {
                id: alice.uri,
                type: 'Person',
                preferredUsername: 'alice',
                inbox: eve.inbox,
            }),
        ];
        for (const activity of attempts) expect(await evil.send(inbox, activity, eve)).toBe(202);
        await settle();
        expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>mine</p>');
        expect(await db.select().from(accounts).where(eq(accounts.uri, vera.id))).toEqual(before);
        expect(await findByUri(db, status.uri)).toMatchObject({ favouritesCount: 1, boostsCount: 1 });
        expect(await db.select().from(favourites)).toHaveLength(1);
        expect(await db.select().from(follows)).toHaveLength(1);
        const [row] = await db.select().from(accounts).where(eq(accounts.id, alice.id));
        expect(row?.inboxUrl).toBe(alice.inboxUrl);
    });

    test('FED-16: a boost shows what the origin serves, not the copy that came along', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve } = scene;
        const real = victim.note(vera, 'real');
        const missing = { ...real, id: `${vera.id}/notes/missing` };
        for (const object of [
            { ...real, content: 'forged' },
            { ...missing, content: 'forged' },
        ])
            await evil.send(inbox, evil.activity(eve, 'Announce', object, { to: [PUBLIC] }), eve);
        await settle();
        expect((await findByUri(db, real.id))?.contentHtml).toBe('<p>real</p>');
        expect(await findByUri(db, missing.id)).toBeUndefined();
    });

    test('FED-21: linked-data signatures are not read: a wrapped activity is the wrapper’s', async () => {
        await using scene = await aScene();
        const { victim, evil, vera, eve } = scene;
        const genuine = {
            ...victim.create(vera, victim.note(vera, 'genuine')),
            signature: { type: 'RsaSignature2017', creator: vera.keyId, signatureValue: 'xxxx' },
        };
        for (const body of [
            genuine,
            { '@graph': [genuine] },
            { ...evil.create(eve, genuine), '@graph': [genuine] },
        ])
            await evil.send(inbox, body, eve);
        await settle();
        expect(await posts()).toEqual([]);
    });

    test('FED-23: what an address serves under somebody else’s id is looked for there', async () => {
        await using scene = await aScene();
        const { victim, evil, vera } = scene;
        const real = victim.note(vera, 'real');
        evil.documents.set('/n1', { body: { ...real, content: 'forged' } });
        evil.documents.set('/n2', { body: { ...real, id: `${victim.origin}/n/9`, content: 'forged' } });
        evil.documents.set('/n3', { body: { ...real, id: undefined } });
        expect((await resolveStatus(db, `${evil.origin}/n1`))?.contentHtml).toBe('<p>real</p>');
        expect(await reasonOf(resolveStatus(db, `${evil.origin}/n2`))).toBe('gone');
        expect(await reasonOf(resolveStatus(db, `${evil.origin}/n3`))).toBe('no-id');
        expect(await posts()).toHaveLength(1);
    });

    test.each([
        'application/json',
        'text/plain',
        'application/octet-stream',
        'text/html',
        'application/ld+json',
        'application/ld+json; profile="https://example.com"',
        '',
    ])('FED-24: a document of type "%s" is not ActivityPub', async (type) => {
        await using scene = await aScene();
        const { victim, vera } = scene;
        const note = victim.note(vera, 'uploaded by somebody');
        victim.documents.set(new URL(note.id).pathname, { body: note, type });
        expect(await reasonOf(resolveStatus(db, note.id))).toBe('content-type');
    });

    test('FED-26: a redirect to another host does not speak for the host that was asked', async () => {
        await using scene = await aScene();
        const { victim, evil, vera } = scene;
        const forged = { ...victim.note(vera, 'forged'), id: `${victim.origin}/go` };
        evil.documents.set('/forged', { body: forged });
        victim.documents.set('/go', { status: 302, headers: { location: `${evil.origin}/forged` } });
        expect(await reasonOf(resolveStatus(db, `${victim.origin}/go`))).toBe('wrong-id');
        const real = victim.note(vera, 'real');
        victim.documents.set('/moved', { status: 302, headers: { location: real.id } });
        expect((await resolveStatus(db, `${victim.origin}/moved`))?.uri).toBe(real.id);
    });

    test('FED-27: somebody is shown under the handle that their own server confirms', async () => {
        await using scene = await aScene();
        const { victim, evil, vera } = scene;
        const jrd = (subject: string) => ({
            type: 'application/jrd+json',
            body: { subject, links: [{ rel: 'self', type: 'application/activity+json', href: vera.id }] },
        });
        evil.script = ({ path }) =>
            path.startsWith('/.well-known/webfinger') ? jrd(`acct:vera@${evil.host}`) : undefined;
        const account = await resolveHandle(db, { username: 'vera', host: evil.host });
        expect([account?.username, account?.domain]).toEqual(['vera', victim.host]);

        const mallory = await victim.person('mallory');
        victim.script = ({ path }) =>
            path.includes('mallory%40') ? jrd(`acct:somebody@${victim.host}`) : undefined;
        expect(await reasonOf(resolveActor(db, mallory.id))).toBe('unconfirmed-handle');
    });

    test('FED-28: nothing of ours comes from elsewhere', async () => {
        await using scene = await aScene();
        const { evil, eve, alice } = scene;
        const note = evil.note(eve, 'forged', { id: `${alice.uri}/statuses/1`, attributedTo: alice.uri });
        expect(await evil.send(inbox, evil.create(eve, note), eve)).toBe(202);
        expect(
            await evil.send(
                inbox,
                { ...evil.create(eve, evil.note(eve, 'x')), id: `${origin}/activities/1` },
                eve,
            ),
        ).toBe(401);
        expect(
            await evil.send(
                inbox,
                { ...evil.activity(eve, 'Follow', alice.uri), actor: alice.uri },
                { ...eve, keyId: alice.keyId },
            ),
        ).toBe(401);
        await settle();
        expect(await posts()).toEqual([]);
    });

    test('FED-30: what a suspended account or server sends has no effect', async () => {
        await using scene = await aScene();
        const { victim, vera } = scene;
        await victim.send(inbox, victim.create(vera, victim.note(vera, 'before')), vera);
        await settle();
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.uri, vera.id));
        expect(await victim.send(inbox, victim.create(vera, victim.note(vera, 'after')), vera)).toBe(403);
        await settle();
        expect(await posts()).toHaveLength(1);
    });
});

describe('resources', () => {
    test('DOS-01: a large body is refused, announced or not', async () => {
        const body = Buffer.alloc(5_000_000, 'x');
        expect((await fetch(inbox, { method: 'POST', body })).status).toBe(413);
        const stream = new ReadableStream({
            start(controller) {
                for (let sent = 0; sent < 50; sent++) controller.enqueue(new Uint8Array(100_000));
                controller.close();
            },
        });
        const chunked = await fetch(inbox, {
            method: 'POST',
            body: stream,
            duplex: 'half',
        } as RequestInit).catch(() => ({ status: 413 }));
        expect(chunked.status).toBe(413);
    });

    test('DOS-02: deep nesting is refused at the inbox, and in what is fetched', async () => {
        await using scene = await aScene();
        const { victim, vera } = scene;
        const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
        const activity = { ...victim.create(vera, {}), object: 'DEEP' };
        const status = await victim.send(inbox, activity, vera, {
            change(request) {
                request.body = Buffer.from(JSON.stringify(activity).replace('"DEEP"', deep));
                request.headers.set('digest', 'SHA-256=x');
            },
        });
        expect(status).toBe(401);
        victim.documents.set('/deep', { body: `{"id":"${victim.origin}/deep","x":${deep}}` });
        expect(await reasonOf(resolveStatus(db, `${victim.origin}/deep`))).toBe('too-deep');
    });

    test('DOS-12: a profile of absurd size is cut down', async () => {
        await using scene = await aScene();
        const { victim } = scene;
        const big = await victim.person('big', {
            name: 'n'.repeat(500_000),
            summary: '<p>x</p>'.repeat(10_000),
            alsoKnownAs: Array.from({ length: 10_000 }, (_, index) => `https://x.example/${index}`),
            attachment: Array.from({ length: 2_000 }, () => ({
                type: 'PropertyValue',
                name: 'n',
                value: 'v',
            })),
        });
        const account = await resolveActor(db, big.id);
        expect(account.displayName).toHaveLength(2_048);
        expect(account.alsoKnownAs).toHaveLength(256);
        expect(account.fields).toHaveLength(50);
        expect(account.bioHtml.length).toBeLessThan(30_000);
    });

    test('SSRF-07, 08: an inbox that is no public web address is never written to, and others are', async () => {
        await using scene = await aScene();
        await using canary = await aCanary('::1');
        const { victim, evil, vera, alice } = scene;
        const sly = await evil.person('sly', { inbox: `http://[::1]:${canary.port}/inbox`, endpoints: {} });
        const odd = await evil.person('odd', { endpoints: { sharedInbox: 'file:///etc/passwd' } });
        for (const [server, person] of [
            [victim, vera],
            [evil, sly],
            [evil, odd],
        ] as const)
            await server.send(inbox, server.activity(person, 'Follow', alice.uri), person);
        await settle();
        const { enqueueActivity, followerInboxes } = await import('$lib/server/federation/outbox');
        const inboxes = await followerInboxes(db, alice.id);
        await enqueueActivity(db, {
            accountId: alice.id,
            activity: { id: `${alice.uri}#x`, type: 'Create' },
            inboxes,
        });
        await settle();
        expect(canary.accepted).toBe(0);
        expect(victim.of('Create')).toHaveLength(1);
        expect(evil.of('Create').map(({ path }) => path)).toEqual(['/users/odd/inbox']);
    });

    test.each(['', 'null', '[]', '"x"', '{', '{"id":7}', '\ud800', '{"__proto__":{"id":"x"}}'])(
        'REL-20: %j signed and sent is answered without harm',
        async (text) => {
            await using scene = await aScene();
            const { victim, vera } = scene;
            const { signRequest } = await import('$lib/server/activitypub/http-signature');
            const body = Buffer.from(text);
            const headers = signRequest('draft-cavage', {
                method: 'POST',
                url: new URL(inbox),
                body,
                keyId: vera.keyId,
                privatePem: vera.keys.privatePem,
            });
            const { status } = await fetch(inbox, { method: 'POST', body: new Uint8Array(body), headers });
            expect([202, 400, 401]).toContain(status);
            expect(await victim.send(inbox, victim.create(vera, victim.note(vera, 'next')), vera)).toBe(202);
        },
    );
});
