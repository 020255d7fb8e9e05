import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Account, FeaturedTag, Status } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { follows, notifications } from '$lib/server/db/schema';
import { fetchActor } from '$lib/server/domain/accounts';
import { accounts } from '$lib/server/db/schema';
import { GET as showAccount } from '../../src/routes/api/v1/accounts/[id]/+server';
import { GET as listTags } from '../../src/routes/api/v1/accounts/[id]/featured_tags/+server';
import { GET as listPosts } from '../../src/routes/api/v1/accounts/[id]/statuses/+server';
import { call } from '../support/call-endpoint';
import { aToken } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, settle } = await ourServer();
const aDayAgo = new Date(Date.now() - 86_400_000).toISOString();

/** vera, who has posted, pinned and gathered followers before anybody here knew of her. */
async function aLongLife(server: RemoteServer) {
    const vera = await server.person('vera', {
        featured: `${server.origin}/users/vera/featured`,
        featuredTags: `${server.origin}/users/vera/tags`,
    });
    const notes = Array.from({ length: 4 }, (_, index) =>
        server.note(vera, `before ${index}`, { published: aDayAgo }),
    );
    const top = server.note(vera, 'about me', { published: aDayAgo });
    const collection = (name: string, body: object) =>
        server.documents.set(`/users/vera/${name}`, {
            body: { id: `${vera.id}/${name}`, type: 'OrderedCollection', ...body },
        });
    collection('followers', { totalItems: 812 });
    collection('following', { totalItems: 31 });
    const other = server.note(await server.person('other'), 'boosted');
    const items = [
        ...notes.map((note) => server.create(vera, note)),
        server.activity(vera, 'Announce', other.id),
        server.create(vera, other),
    ];
    collection('outbox', {
        totalItems: 1_204,
        first: { type: 'OrderedCollectionPage', orderedItems: items },
    });
    collection('featured', { orderedItems: [top.id, other.id] });
    const tag = (name: string) => ({ type: 'Hashtag', name, href: `${server.origin}/tagged/${name}` });
    collection('tags', { items: [tag('#Bread'), tag('#bread'), tag('#sea'), { type: 'Link' }] });
    return { vera, notes, top };
}

test('whoever looks at somebody for the first time finds their newest posts, the ones on top, and true numbers', async () => {
    await using good = await RemoteServer.start();
    const { vera, notes, top } = await aLongLife(good);
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const { id } = await fetchActor(db, vera.id);
    // A bell rings for what is new, not for what is found.
    await db.insert(follows).values({ id: newId(), accountId: alice.id, targetId: id, notify: true });
    const posts = (query = '', as?: string) =>
        call<Status[]>(listPosts, {
            params: { id },
            token: as,
            path: `/api/v1/accounts/${id}/statuses${query}`,
        });

    const before = good.requests.length;
    expect((await posts()).body).toEqual([]);
    await settle();
    expect(good.requests).toHaveLength(before);

    expect((await posts('', token)).body).toEqual([]);
    await settle();
    const uris = (await posts('', token)).body.map(({ uri }) => uri);
    expect(uris.sort()).toEqual([...notes.map((note) => note.id), top.id].sort());
    expect((await posts('?pinned=true')).body.map(({ uri }) => uri)).toEqual([top.id]);
    const { body } = await call<Account>(showAccount, { params: { id } });
    expect([body.followers_count, body.following_count, body.statuses_count]).toEqual([812, 31, 1_204]);
    expect(body.known_counts).toEqual({ statuses: 5, followers: 0, following: 0 });
    const tags = await call<FeaturedTag[]>(listTags, { params: { id } });
    expect(tags.body.map(({ name }) => name)).toEqual(['bread', 'sea']);
    expect(await db.select().from(notifications)).toEqual([]);
});

test('somebody is what their own server says: found by search or not, remembered, a writer for certain sites', async () => {
    await using good = await RemoteServer.start();
    const { id: uri } = await good.person('mina', {
        indexable: true,
        memorial: true,
        attributionDomains: ['Paper.example', 7],
    });
    const { id } = await fetchActor(db, uri);
    const { body } = await call<Account>(showAccount, { params: { id } });
    expect(body).toMatchObject({ indexable: true, memorial: true });
    const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
    expect(row?.attributionDomains).toEqual(['paper.example']);
});

test('a profile is read at its origin once a day at most', async () => {
    await using good = await RemoteServer.start();
    const { vera } = await aLongLife(good);
    const token = await aToken(db, await aMember(db, 'alice'));
    const { id } = await fetchActor(db, vera.id);
    const look = async () => {
        await call(listPosts, { params: { id }, token });
        await settle();
    };
    await look();
    const asked = good.requests.length;
    await look();
    expect(good.requests).toHaveLength(asked);
    expect((await db.select().from(accounts).where(eq(accounts.id, id)))[0]?.backfilledAt).toBeInstanceOf(
        Date,
    );
});
