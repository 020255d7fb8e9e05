import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { accounts, favourites, follows, statuses } from '$lib/server/db/schema';
import { decideOnDomain } from '$lib/server/domain/moderation';
import { resolveActor, resolveHandle } from '$lib/server/domain/accounts';
import { findByUri, resolveStatus } from '$lib/server/domain/statuses';
import { inboxesOf } from '$lib/server/federation/outbox';
import { aStatus } from '../support/factories';
import { ourServer } from './support/our-server';
import { aScene, reasonOf } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const posts = () => db.select().from(statuses);

describe('who says what', () => {
    test('FED-11: an object of another origin is not taken, and its place stays free for the real one', async () => {
        await using scene = await aScene(db);
        const { victim, evil, vera, eve } = scene;
        const real = victim.note(vera, 'real');
        await evil.send(inbox, evil.create(eve, { ...real, content: 'forged', attributedTo: eve.id }), eve);
        await evil.send(inbox, evil.create(eve, { ...real, content: 'forged' }), eve);
        await settle();
        expect(await posts()).toEqual([]);
        expect((await resolveStatus(db, real.id))?.contentHtml).toBe('<p>real</p>');
    });

    test('FED-12: nothing is attributed to somebody who did not say it', async () => {
        await using scene = await aScene(db);
        const { evil, vera, eve } = scene;
        const note = evil.note(eve, 'forged', { attributedTo: vera.id });
        await evil.send(inbox, evil.create(eve, note), eve);
        await settle();
        expect(await posts()).toEqual([]);
        expect(await reasonOf(resolveStatus(db, note.id))).toBe('not-ours-to-say');
    });

    test('FED-13, 15: others’ posts, likes, boosts, follows and profiles are not theirs to change', async () => {
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
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

    test('an answer that another server hands on is read at its origin, and nothing of what was handed on is believed', async () => {
        await using scene = await aScene(db);
        const { victim, evil, vera, eve, alice } = scene;
        const status = await aStatus(db, { by: alice });
        const real = victim.note(vera, 'real answer', { inReplyTo: status.uri });
        const invented = { ...real, id: `${vera.id}/notes/invented` };
        for (const note of [real, invented])
            expect(await evil.send(inbox, victim.create(vera, { ...note, content: 'forged' }), eve)).toBe(
                403,
            );
        await settle();
        expect((await findByUri(db, real.id))?.contentHtml).toBe('<p>real answer</p>');
        expect(await findByUri(db, invented.id)).toBeUndefined();

        const remove = victim.activity(vera, 'Delete', real.id);
        await evil.send(inbox, remove, eve);
        await settle();
        expect(await findByUri(db, real.id)).toBeDefined();
        victim.documents.delete(new URL(real.id).pathname);
        await evil.send(inbox, remove, eve);
        await settle();
        expect(await findByUri(db, real.id)).toBeUndefined();
    });

    test('FED-23: what an address serves under somebody else’s id is looked for there', async () => {
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
        const { victim, vera } = scene;
        const note = victim.note(vera, 'uploaded by somebody');
        victim.documents.set(new URL(note.id).pathname, { body: note, type });
        expect(await reasonOf(resolveStatus(db, note.id))).toBe('content-type');
    });

    test('FED-26: a redirect to another host does not speak for the host that was asked', async () => {
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
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
        await using scene = await aScene(db);
        const { evil, eve, alice } = scene;
        const note = evil.note(eve, 'forged', { id: `${alice.uri}/statuses/1`, attributedTo: alice.uri });
        expect(await evil.send(inbox, evil.create(eve, note), eve)).toBe(202);
        expect(
            await evil.send(
                inbox,
                { ...evil.create(eve, evil.note(eve, 'x')), id: `${origin}/activities/1` },
                eve,
            ),
        ).toBe(403);
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
        await using scene = await aScene(db);
        const { victim, vera } = scene;
        await victim.send(inbox, victim.create(vera, victim.note(vera, 'before')), vera);
        await settle();
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.uri, vera.id));
        expect(await victim.send(inbox, victim.create(vera, victim.note(vera, 'after')), vera)).toBe(403);
        await settle();
        expect(await posts()).toHaveLength(1);
        await db.update(accounts).set({ suspendedAt: null }).where(eq(accounts.uri, vera.id));
        await decideOnDomain(db, '127.0.0.1', { severity: 'suspend' }, { actorId: null });
        expect(await victim.send(inbox, victim.create(vera, victim.note(vera, 'later')), vera)).toBe(403);
        const inboxes = await inboxesOf(
            db,
            (await posts()).map(({ accountId }) => accountId),
        );
        expect(inboxes).toEqual([]);
    });
});
