/** ATOLL_AUTHORIZED_FETCH: documents for those alone who sign; and what is given to whom is suspended, whatever is set. */
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { config, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { blocks, customEmojis, follows, statuses } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { decideOnDomain } from '$lib/server/domain/moderation';
import { stampUri } from '$lib/server/domain/statuses';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin } = await ourServer();

/** Every address that answers with a document, as its route is written. */
const ROUTES = Object.entries(
    import.meta.glob('../../src/routes/{users,emoji,actor}/**/+server.ts', { eager: true }) as Record<
        string,
        object
    >,
)
    .filter(([, handlers]) => 'GET' in handlers)
    .map(([file]) => /routes(\/.*)\/\+server\.ts$/.exec(file)?.[1] ?? '');

/** What anybody may read whatever is set, so that signatures can be verified. */
const OPEN = ['/actor', '/actor/outbox', '/users/[username]'];
const SIGNED = '/users/[username]/followers/synchronization';

const settings = config();
const require = (authorizedFetch: boolean) => useConfig(Object.freeze({ ...settings, authorizedFetch }));
afterEach(() => require(false));

let good: RemoteServer;
/** Where a route leads, filled with what is there. */
let address: (route: string) => string;
beforeEach(async () => {
    good = await RemoteServer.start();
    const alice = await aMember(db, 'alice', { displayName: 'Alice', bioHtml: '<p>hi</p>' });
    const post = await aStatus(db, { by: alice });
    const key = `emoji/${'x'.repeat(27)}.webp`;
    await db.insert(customEmojis).values({ id: newId(), shortcode: 'blobcat', key, staticKey: key });
    const quote = await aStatus(db, {
        by: await aMember(db, 'bob'),
        quoteOfId: post.id,
        quoteState: 'accepted',
    });
    const [quoteApprovalUri, contextUri] = [stampUri(alice.uri, quote.id), `${post.uri}/context`];
    await db.update(statuses).set({ quoteApprovalUri }).where(eq(statuses.id, quote.id));
    await db.update(statuses).set({ contextUri }).where(eq(statuses.id, post.id));
    address = (route) => {
        const id = route.includes('quote_authorizations') ? quote.id : post.id;
        const filled = { username: 'alice', id, shortcode: 'blobcat' };
        return origin + route.replace(/\[(\w+)\]/g, (_, name: keyof typeof filled) => filled[name]);
    };
});
afterEach(() => good[Symbol.asyncDispose]());

test.each(ROUTES)('%s is given to those who sign, and only where it must be to others', async (route) => {
    const rita = await good.person('rita');
    for (const isRequired of [false, true]) {
        require(isRequired);
        const mustSign = isRequired ? !OPEN.includes(route) : route === SIGNED;
        const unsigned = await good.get(address(route));
        expect(unsigned.status).toBe(mustSign ? 401 : 200);
        const broken = await good.get(address(route), { ...rita, keys: (await good.person('eve')).keys });
        expect(broken.status).toBe(mustSign ? 401 : 200);
    }
    const signed = await good.get(address(route), rita);
    expect(signed.status).toBe(200);
    expect(signed.headers.get('cache-control')).toBe(
        route.startsWith('/actor') ? 'public, max-age=60' : 'private, no-store',
    );
});

test.each(ROUTES)('%s is given to nobody of a server that is suspended here', async (route) => {
    const eve = await good.person('eve');
    await resolveActor(db, eve.id);
    await decideOnDomain(db, '127.0.0.1', { severity: 'suspend' }, { actorId: null });
    for (const isRequired of [false, true]) {
        require(isRequired);
        expect((await good.get(address(route), eve)).status).toBe(403);
    }
});

describe('where signatures are asked for,', () => {
    beforeEach(() => require(true));

    test('nobody of a suspended server is asked who they are', async () => {
        const eve = await good.person('eve');
        await decideOnDomain(db, '127.0.0.1', { severity: 'suspend' }, { actorId: null });
        expect((await good.get(`${origin}/users/alice/outbox`, eve)).status).toBe(401);
        expect(good.requests).toEqual([]);
    });

    test('a member’s profile tells others what their signatures are verified with, and no more', async () => {
        const { body } = await good.get(`${origin}/users/alice`);
        expect(Object.keys(body).sort()).toEqual([
            '@context',
            'assertionMethod',
            'endpoints',
            'id',
            'inbox',
            'preferredUsername',
            'publicKey',
            'type',
            'webfinger',
        ]);
        const whole = await good.get(`${origin}/users/alice`, await good.person('rita'));
        expect(whole.body).toMatchObject({ name: 'Alice', summary: '<p>hi</p>' });
        expect((await good.get(`${origin}/@alice`)).body).toEqual(body);
    });

    test('a browser is sent to the page as ever, and is given no document instead', async () => {
        const visit = async (path: string) =>
            (await fetch(origin + path, { headers: { accept: 'text/html' }, redirect: 'manual' })).status;
        expect(await visit('/users/alice')).toBe(302);
        expect(await visit('/users/alice/outbox')).toBe(401);
    });

    test('the server’s own key is read without asking for that of whoever reads it', async () => {
        const rita = await good.person('rita');
        expect((await good.get(`${origin}/actor`, rita)).status).toBe(200);
        expect(good.requests).toEqual([]);
    });

    test('the names by which people and the server are found are anybody’s to read', async () => {
        for (const path of [
            '/.well-known/webfinger?resource=acct:alice@' + new URL(origin).host,
            '/.well-known/nodeinfo',
            '/nodeinfo/2.1',
        ])
            expect((await fetch(origin + path)).status).toBe(200);
    });
});

test('a follower who signs finds in the outbox what is for followers, and whoever is blocked finds nothing', async () => {
    const { alice, fan, stranger, blocked } = await readersOf('ana');
    const posts = {
        public: await aStatus(db, { by: alice }),
        private: await aStatus(db, { by: alice, visibility: 'private' }),
        direct: await aStatus(db, { by: alice, visibility: 'direct' }),
        local: await aStatus(db, { by: alice, localOnly: true }),
    };
    const read = async (reader?: typeof fan) => {
        const { body, headers } = await good.get(`${alice.uri}/outbox?page=true`, reader);
        const items = (body.orderedItems as { object: { id: string } }[]).map(({ object }) => object.id);
        return { items: items.sort(), cache: headers.get('cache-control') };
    };
    expect(await read(fan)).toEqual({
        items: [posts.private.uri, posts.public.uri].sort(),
        cache: 'private, no-store',
    });
    expect(await read(stranger)).toEqual({ items: [posts.public.uri], cache: 'private, no-store' });
    expect((await read(blocked)).items).toEqual([]);
    expect(await read()).toEqual({ items: [posts.public.uri], cache: 'public, max-age=60' });
});

async function readersOf(name: string) {
    const alice = await aMember(db, name);
    const [fan, stranger, blocked] = [
        await good.person('fay'),
        await good.person('sam'),
        await good.person('eve'),
    ];
    const [follower, , target] = [
        await resolveActor(db, fan.id),
        await resolveActor(db, stranger.id),
        await resolveActor(db, blocked.id),
    ];
    await db.insert(follows).values({ id: newId(), accountId: follower.id, targetId: alice.id });
    await db.insert(blocks).values({ id: newId(), accountId: alice.id, targetId: target.id });
    return { alice, fan, stranger, blocked };
}
