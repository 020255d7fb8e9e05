import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Database } from '$lib/server/db';
import { accountKeys, follows, inboundActivities, statuses } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { findOwner } from '$lib/server/federation/find-signer';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { aScene } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const stored = () => db.select().from(inboundActivities);
const posts = () => db.select().from(statuses);

describe('signatures', () => {
    test('FED-01: an unsigned activity is refused', async () => {
        await using scene = await aScene(db);
        const create = scene.victim.create(scene.vera, scene.victim.note(scene.vera, 'x'));
        const unsigned = await scene.victim.send(inbox, create, scene.vera, {
            change: ({ headers }) => headers.delete('signature'),
        });
        expect(unsigned).toBe(401);
        expect(await stored()).toEqual([]);
        const refusal = await fetch(inbox, { method: 'POST', body: JSON.stringify(create) });
        expect(refusal.headers.get('www-authenticate')).toMatch(/^Signature headers=/);
    });

    test('FED-02: nobody speaks for somebody else', async () => {
        await using scene = await aScene(db);
        const { victim, evil, vera, eve } = scene;
        const create = victim.create(vera, victim.note(vera, 'forged'));
        expect(await evil.send(inbox, create, eve)).toBe(403);
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
        await using scene = await aScene(db);
        const create = scene.victim.create(scene.vera, scene.victim.note(scene.vera, 'x'));
        expect(await scene.victim.send(inbox, create, scene.vera, { change })).toBe(401);
        expect(await stored()).toEqual([]);
    });

    test('FED-07: a captured request goes nowhere else, and unchanged it has no second effect', async () => {
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
        const { victim, vera } = scene;
        for (const form of ['draft-cavage', 'rfc9421'] as const)
            expect(
                await victim.send(inbox, victim.create(vera, victim.note(vera, form)), vera, { form }),
            ).toBe(202);
        await settle();
        expect(await posts()).toHaveLength(2);
    });

    test('FED-09: a key document that names an owner who does not list the key proves nothing', async () => {
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
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

    test('who looked a key up in the moment before it was kept is believed all the same', async () => {
        await using scene = await aScene(db);
        const { victim } = scene;
        const newcomer = await victim.person('newcomer');
        const claim = {
            keyId: newcomer.keyId,
            purpose: 'forRequests' as const,
            verify: (publicPem: string) => publicPem === newcomer.keys.publicPem,
        };
        const late = lateAnswers(db);
        const overtaken = findOwner(late.db, claim);
        await late.asked;
        expect(await findOwner(db, claim)).toMatchObject({ uri: newcomer.id });
        late.arrive();
        expect(await overtaken).toMatchObject({ uri: newcomer.id });
    });
});

/** The same database, whose first answer is held back until it is let `arrive`. */
function lateAnswers(real: Database) {
    const [asked, arrival] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isFirst = true;
    const unsafe = async (...query: Parameters<typeof real.$client.unsafe>) => {
        const isLate = isFirst;
        isFirst = false;
        const rows = await real.$client.unsafe(...query);
        if (!isLate) return rows;
        asked.resolve();
        await arrival.promise;
        return rows;
    };
    const $client = new Proxy(real.$client, {
        get: (client, name): unknown => (name === 'unsafe' ? unsafe : Reflect.get(client, name)),
    });
    const held = new Proxy(real, {
        get: (target, name): unknown => (name === '$client' ? $client : Reflect.get(target, name)),
    });
    return { db: held, asked: asked.promise, arrive: () => arrival.resolve() };
}
