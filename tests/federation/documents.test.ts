import { describe, expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { accounts, follows, mentions, pins } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { featureHashtag } from '$lib/server/domain/hashtags';
import { readActor } from '$lib/server/activitypub/read-actor';
import { readNote } from '$lib/server/activitypub/read-note';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';
import { eq } from 'drizzle-orm';

const { db, origin } = await ourServer();

const ACTIVITY = 'application/activity+json';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const MASTODON =
    'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams", text/html;q=0.1';

async function ask(path: string, accept = ACTIVITY) {
    const answer = await fetch(path.startsWith('http') ? path : origin + path, {
        headers: { accept },
        redirect: 'manual',
    });
    const text = await answer.text();
    return {
        status: answer.status,
        headers: answer.headers,
        json: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
}

describe('a member', () => {
    test('tells which hashtags are on their profile', async () => {
        const alice = await aMember(db, 'alice');
        await featureHashtag(db, { accountId: alice.id }, 'BreadAndSea');
        const { json } = await ask(alice.uri);
        expect((await ask(json.featuredTags)).json).toMatchObject({
            type: 'Collection',
            totalItems: 1,
            items: [{ type: 'Hashtag', name: '#BreadAndSea', href: `${origin}/tags/breadandsea` }],
        });
    });

    test('is described so that a server like ours can read it', async () => {
        const alice = await aMember(db, 'alice', {
            displayName: 'Alice',
            bioHtml: '<p>hi</p>',
            locked: true,
            indexable: true,
            memorial: true,
            attributionDomains: ['paper.example'],
        });
        const { status, headers, json } = await ask('/users/alice');
        expect([status, headers.get('content-type')]).toEqual([
            200,
            'application/activity+json; charset=utf-8',
        ]);
        expect(json['@context'][0]).toBe('https://www.w3.org/ns/activitystreams');
        expect(readActor(json)).toMatchObject({
            id: alice.uri,
            username: 'alice',
            displayName: 'Alice',
            locked: true,
            indexable: true,
            memorial: true,
            attributionDomains: ['paper.example'],
            sharedInbox: `${origin}/inbox`,
            keys: [
                { id: alice.keyId, publicPem: alice.publicPem, forRequests: true, forProofs: false },
                { id: `${alice.uri}#ed25519-key`, forRequests: false, forProofs: true },
            ],
        });
    });

    test.each([
        ['/users/alice', ACTIVITY, 200],
        ['/users/alice', MASTODON, 200],
        ['/users/alice', '*/*', 200],
        ['/users/ALICE', ACTIVITY, 200],
        ['/users/alice', BROWSER, 302],
        ['/@alice', ACTIVITY, 200],
        ['/@alice', MASTODON, 200],
        ['/@alice', BROWSER, 404],
        ['/@alice', '*/*', 404],
        ['/users/nobody', ACTIVITY, 404],
        ['/@nobody', ACTIVITY, 404],
    ])('%s asked with Accept: %s answers %i', async (path, accept, status) => {
        await aMember(db, 'alice');
        // 404 for a page: pages are not part of this test's server.
        expect((await ask(path, accept)).status).toBe(status);
    });

    test('who is suspended is gone', async () => {
        await aMember(db, 'alice', { suspendedAt: new Date() });
        expect((await ask('/users/alice')).status).toBe(410);
    });

    test('is found by handle, by id and by page, and nobody else is', async () => {
        const alice = await aMember(db, 'alice');
        const host = new URL(origin).host;
        for (const resource of [`acct:alice@${host}`, `acct:ALICE@${host}`, alice.uri, `${origin}/@alice`]) {
            const { status, json, headers } = await ask(
                `/.well-known/webfinger?resource=${encodeURIComponent(resource)}`,
            );
            expect([status, headers.get('content-type')]).toEqual([
                200,
                'application/jrd+json; charset=utf-8',
            ]);
            expect(json.subject).toBe(`acct:alice@${host}`);
            expect(json.links).toContainEqual({ rel: 'self', type: ACTIVITY, href: alice.uri });
            const subscribe = { rel: 'http://ostatus.org/schema/1.0/subscribe' };
            expect(json.links).toContainEqual({ ...subscribe, template: `${origin}/open?uri={uri}` });
            const intent = { rel: 'https://w3id.org/fep/3b86/Object' };
            expect(json.links).toContainEqual({ ...intent, template: `${origin}/open?uri={object}` });
        }
        for (const resource of [
            `acct:nobody@${host}`,
            'acct:alice@elsewhere.example',
            'https://elsewhere.example/@alice',
            'nonsense',
            `acct:a/lice@${host}`,
        ])
            expect(
                (await ask(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}`)).status,
            ).toBe(404);
        expect((await ask('/.well-known/webfinger')).status).toBe(400);
    });
});

describe('a post', () => {
    test('reads back as what it is', async () => {
        const alice = await aMember(db, 'alice');
        const bob = await aMember(db, 'bob');
        const status = await aStatus(db, { by: alice, text: 'hello', contentWarning: 'cw', language: 'en' });
        await db.insert(mentions).values({ statusId: status.id, accountId: bob.id });
        const { json } = await ask(status.uri);
        expect(readNote(json)).toMatchObject({
            id: status.uri,
            author: alice.uri,
            contentHtml: '<p>hello</p>',
            contentWarning: 'cw',
            language: 'en',
            to: [PUBLIC],
            cc: [alice.followersUrl, bob.uri],
            mentions: [{ href: bob.uri, name: `@bob@${new URL(origin).host}` }],
        });
        expect(json.source).toEqual({ content: 'hello', mediaType: 'text/plain' });
        expect((await ask(`${status.uri}/activity`)).json).toMatchObject({
            type: 'Create',
            object: { id: status.uri },
        });
        expect((await ask(`/@alice/${status.id}`)).json.id).toBe(status.uri);
        expect((await ask(status.uri, BROWSER)).status).toBe(302);
    });

    test('under somebody else’s name is not found', async () => {
        const status = await aStatus(db, { by: await aMember(db, 'alice') });
        await aMember(db, 'bob');
        expect((await ask(`/users/bob/statuses/${status.id}`)).status).toBe(404);
        for (const id of ['1', 'abc', '99999999999999999999', '-1', '%00'])
            expect((await ask(`/users/alice/statuses/${id}`)).status).toBe(404);
    });

    test('PRIV-05: of followers alone is given to those entitled who signed, never to be kept', async () => {
        await using good = await RemoteServer.start();
        const [rita, raul] = [await good.person('rita'), await good.person('raul')];
        const alice = await aMember(db, 'alice');
        const status = await aStatus(db, { by: alice, visibility: 'private' });
        const follower = await resolveActor(db, rita.id);
        await db.insert(follows).values({ id: newId(), accountId: follower.id, targetId: alice.id });
        const answers = [
            await good.get(status.uri),
            await good.get(status.uri, raul),
            await good.get(status.uri, rita),
            await good.get(status.uri),
        ];
        expect(answers.map((answer) => answer.status)).toEqual([404, 404, 200, 404]);
        expect(answers[2]?.headers.get('cache-control')).toBe('private, no-store');
        expect(answers[2]?.headers.get('vary')).toContain('Signature');
        expect((await good.get(`${status.uri}/activity`, raul)).status).toBe(404);
        expect(answers[0]?.body).toEqual((await ask('/users/alice/statuses/1')).json);
    });

    test('of members alone is given to nobody elsewhere', async () => {
        const status = await aStatus(db, { by: await aMember(db, 'alice'), localOnly: true });
        expect((await ask(status.uri)).status).toBe(404);
    });
});

describe('collections', () => {
    test('the outbox holds what all may see, in pages, newest first, and tells how many posts there are', async () => {
        const alice = await aMember(db, 'alice', { statusesCount: 26 });
        const made = [];
        for (let minute = 0; minute < 25; minute++)
            made.push(await aStatus(db, { by: alice, at: new Date(Date.UTC(2026, 0, 1, 0, minute)) }));
        await aStatus(db, { by: alice, visibility: 'private' });
        await aStatus(db, { by: alice, visibility: 'direct' });
        const collection = (await ask('/users/alice/outbox')).json;
        expect([collection.type, collection.totalItems]).toEqual(['OrderedCollection', 26]);
        const first = (await ask(collection.first)).json;
        const second = (await ask(first.next)).json;
        const ids = [...first.orderedItems, ...second.orderedItems].map((activity) => activity.object.id);
        expect(ids).toEqual(made.map(({ uri }) => uri).reverse());
        expect(second.next).toBeUndefined();
    });

    test('followers and following tell numbers, and people unless they are hidden', async () => {
        const alice = await aMember(db, 'alice', { followersCount: 1 });
        const bob = await aMember(db, 'bob', { followingCount: 1 });
        await db.insert(follows).values({ id: newId(), accountId: bob.id, targetId: alice.id });
        expect((await ask('/users/alice/followers')).json.totalItems).toBe(1);
        expect((await ask('/users/alice/followers?page=true')).json.orderedItems).toEqual([bob.uri]);
        expect((await ask('/users/bob/following?page=true')).json.orderedItems).toEqual([alice.uri]);
        await db.update(accounts).set({ hidesCollections: true }).where(eq(accounts.id, alice.id));
        expect((await ask('/users/alice/followers')).json).toMatchObject({ totalItems: 1 });
        expect((await ask('/users/alice/followers')).json.first).toBeUndefined();
        expect((await ask('/users/alice/followers?page=true')).status).toBe(404);
    });

    test('featured holds pinned posts that all may see', async () => {
        const alice = await aMember(db, 'alice');
        for (const visibility of ['public', 'private'] as const) {
            const { id } = await aStatus(db, { by: alice, visibility });
            await db.insert(pins).values({ accountId: alice.id, statusId: id });
        }
        const { json } = await ask('/users/alice/collections/featured');
        expect([json.totalItems, json.orderedItems.length]).toEqual([1, 1]);
    });
});

describe('the server itself', () => {
    test('is an actor with one key, found by WebFinger', async () => {
        const host = new URL(origin).host;
        const username = host.replace(':', '.');
        const { json } = await ask('/actor');
        expect(json).toMatchObject({
            type: 'Application',
            id: `${origin}/actor`,
            preferredUsername: username,
        });
        expect((await ask('/actor')).json.publicKey.publicKeyPem).toBe(json.publicKey.publicKeyPem);
        const { json: jrd } = await ask(`/.well-known/webfinger?resource=acct:${username}@${host}`);
        expect(jrd.links).toContainEqual({ rel: 'self', type: ACTIVITY, href: `${origin}/actor` });
    });

    test('tells what it is by NodeInfo and host-meta', async () => {
        await aMember(db, 'alice');
        const { json: links } = await ask('/.well-known/nodeinfo');
        for (const { href } of links.links) {
            const { json } = await ask(href);
            expect(json).toMatchObject({
                software: { name: 'atoll' },
                protocols: ['activitypub'],
                usage: { users: { total: 1 } },
            });
            expect(json.software.version).toMatch(/^\d+\.\d+\.\d+/);
        }
        expect((await ask('/nodeinfo/9.9')).status).toBe(404);
        expect((await ask('/.well-known/host-meta')).headers.get('content-type')).toContain(
            'application/xrd+xml',
        );
    });
});
