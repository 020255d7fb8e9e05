/** What moderators decide about other servers, at every place where it has to hold: at the door, before every question, in what is sent, in what is shown, and for pictures. */
import { eq } from 'drizzle-orm';
import type { RequestEvent } from '@sveltejs/kit';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Account, Notification, Status } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { accounts, deliveries, reports, statuses, streamEvents, streamRooms } from '$lib/server/db/schema';
import { fetchActor, findByUri as findPerson, resolveHandle } from '$lib/server/domain/accounts';
import { changeSetting } from '$lib/server/domain/instance';
import { decideOnDomain, forgetDomainDecision, type DomainDecision } from '$lib/server/domain/moderation';
import { admitHost } from '$lib/server/domain/neighbours';
import { followAccount } from '$lib/server/domain/relationships';
import { boostStatus, findByUri, resolveStatus } from '$lib/server/domain/statuses';
import { proxiedAddress } from '$lib/server/media';
import { GET as showPicture } from '../../src/routes/media-proxy/[signature]/[address]/+server';
import { ask } from '../support/api-routes';
import { aToken } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { reasonOf } from './support/scene';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const operator = { actorId: null };
const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

/** A server whose vera follows alice and is followed by her, and has posted a picture that bob boosted. */
async function aNeighbour() {
    const remote = await RemoteServer.start();
    const picture = `${remote.origin}/pictures/${newId()}.png`;
    const vera = await remote.person('vera', {
        icon: { type: 'Image', mediaType: 'image/png', url: picture },
    });
    const [alice, bob] = [await aMember(db, 'alice'), await aMember(db, 'bob')];
    const known = await fetchActor(db, vera.id);
    await followAccount(db, { accountId: alice.id }, known.id);
    await settle();
    const [follow] = remote.of('Follow');
    await remote.send(inbox, remote.activity(vera, 'Accept', follow?.activity), vera);
    await remote.send(inbox, remote.activity(vera, 'Follow', alice.uri), vera);
    const attachment = { type: 'Document', mediaType: 'image/png', url: picture };
    const note = remote.note(vera, 'look at this', { attachment: [attachment] });
    await remote.send(inbox, remote.create(vera, note), vera);
    await settle();
    const post = await findByUri(db, note.id);
    await boostStatus(db, { accountId: bob.id }, post!.id);
    await settle();
    return { remote, vera, known, alice, bob, picture, post: post!, token: await aToken(db, alice) };
}

type Neighbour = Awaited<ReturnType<typeof aNeighbour>>;

async function decide(host: string, decision?: DomainDecision): Promise<void> {
    if (decision) await decideOnDomain(db, host, decision, operator);
    await settle();
}

/** What happens at each place. */
async function placesOf({ remote, vera, known, alice, picture, post, token }: Neighbour) {
    const note = remote.note(vera, 'and this');
    const door = await remote.send(inbox, remote.create(vera, note), vera);
    await remote.send(inbox, remote.activity(vera, 'Flag', [alice.uri], { content: 'rude' }), vera);
    const nora = await remote.person('nora');
    await settle();
    const asked = remote.requests.length;
    const stranger = await remote.send(inbox, remote.activity(nora, 'Like', post.uri), nora);
    const asksForKeys = remote.requests.length > asked;
    const isAsked = async (question: Promise<unknown>) => {
        const before = remote.requests.length;
        await reasonOf(question);
        return remote.requests.length > before;
    };
    const asksForPosts = await isAsked(resolveStatus(db, remote.note(vera, 'unknown').id));
    await remote.person('nils');
    const asksForPeople = await isAsked(resolveHandle(db, { username: 'nils', host: remote.host }));
    const asksForActors = await isAsked(fetchActor(db, nora.id));
    const before = remote.of('Create').length;
    const { body: own } = await ask<Status>('POST', '/api/v1/statuses', {
        token,
        json: { status: 'hello all' },
    });
    await settle();
    const get = async <T>(path: string) => (await ask<T>('GET', path, { token })).body;
    const isIn = (list: Status[]) => list.some(({ id, reblog }) => (reblog?.id ?? id) === post.id);
    const shown = await ask<Status>('GET', `/api/v1/statuses/${post.id}`, { token });
    const profile = await get<Account>(`/api/v1/accounts/${known.id}`);
    const [, , signature, address] = new URL(proxiedAddress(picture)).pathname.split('/');
    remote.script = ({ path }) =>
        path.startsWith('/pictures') ? { type: 'image/png', body: png.toString('latin1') } : undefined;
    const proxied = await showPicture({
        params: { signature, address },
        locals: { requestId: 'test' },
        request: new Request(proxiedAddress(picture)),
    } as unknown as Parameters<typeof showPicture>[0] & RequestEvent);
    const isReached = remote.requests.some((request) => request.startsWith('GET /pictures'));
    return {
        door,
        kept: (await findByUri(db, note.id)) !== undefined,
        reports: (await db.select().from(reports)).length,
        stranger,
        asks: [asksForKeys, asksForPosts, asksForPeople, asksForActors].filter(Boolean).length,
        delivers: remote.of('Create').length > before,
        serves: (await remote.get(own.uri, vera)).status === 200,
        servesUnsigned: (await remote.get(own.uri)).status === 200,
        post: shown.status,
        picture: shown.body.media_attachments?.[0]?.type ?? 'none',
        everywhere: isIn(await get<Status[]>('/api/v1/timelines/public')),
        athome: isIn(await get<Status[]>('/api/v1/timelines/home')),
        found: (await get<{ accounts: Account[] }>('/api/v2/search?q=vera')).accounts.length > 0,
        avatar: profile.avatar.includes('/media-proxy/'),
        proxied: proxied.status !== 404 || isReached,
    };
}

const OPEN = {
    door: 202,
    kept: true,
    reports: 1,
    stranger: 202,
    asks: 4,
    delivers: true,
    serves: true,
    servesUnsigned: true,
    post: 200,
    picture: 'image',
    everywhere: true,
    athome: true,
    found: true,
    avatar: true,
    proxied: true,
};

const CLOSED = {
    door: 403,
    kept: false,
    reports: 0,
    stranger: 403,
    asks: 0,
    delivers: false,
    serves: false,
    servesUnsigned: true,
    post: 404,
    picture: 'none',
    everywhere: false,
    athome: false,
    found: false,
    avatar: false,
    proxied: false,
};

describe('FED-30: a server', () => {
    test.each<[string, DomainDecision | undefined, 'open' | 'listed', Partial<typeof OPEN>]>([
        ['nothing is decided about', undefined, 'open', OPEN],
        ['that is suspended', { severity: 'suspend' }, 'open', CLOSED],
        ['that is limited', { severity: 'silence' }, 'open', { ...OPEN, everywhere: false }],
        [
            'whose media are refused',
            { severity: 'noop', rejectsMedia: true },
            'open',
            { ...OPEN, picture: 'unknown', avatar: false, proxied: false },
        ],
        [
            'whose reports are refused',
            { severity: 'noop', rejectsReports: true },
            'open',
            { ...OPEN, reports: 0 },
        ],
        [
            'that is not listed, where that is asked',
            undefined,
            'listed',
            { ...CLOSED, servesUnsigned: false },
        ],
        [
            'that is only limited, where being listed is asked',
            { severity: 'silence' },
            'listed',
            { ...CLOSED, servesUnsigned: false },
        ],
        ['that is listed', { severity: 'allow' }, 'listed', { ...OPEN, servesUnsigned: false }],
    ])('%s is treated so at every place', async (_name, decision, federation, expected) => {
        const neighbour = await aNeighbour();
        await using _remote = neighbour.remote;
        await changeSetting(db, 'federation', federation);
        await decide(neighbour.remote.host, decision);
        expect(await placesOf(neighbour)).toEqual(expected);
    });
});

describe('suspending a server', () => {
    test('ends follows both ways, tells members which, and puts the numbers right', async () => {
        const neighbour = await aNeighbour();
        const { remote, vera, alice, known, token } = neighbour;
        await using _remote = remote;
        await decide(remote.host, { severity: 'suspend' });
        const people = await db.select().from(accounts);
        expect(people.map(({ followersCount, followingCount }) => followersCount + followingCount)).toEqual(
            people.map(() => 0),
        );
        const { body } = await ask<Notification[]>('GET', '/api/v1/notifications', { token });
        expect(body.filter(({ type }) => type === 'severed_relationships')).toMatchObject([
            {
                event: {
                    type: 'domain_block',
                    target_name: remote.host,
                    followers_count: 1,
                    following_count: 1,
                },
            },
        ]);
        for (const table of ['severed_following', 'severed_followers']) {
            const lines = await ask<string>('GET', `/api/v1/exports/${table}.csv`, { token });
            expect(lines.body).toContain(`vera@${remote.host}`);
        }
        expect(remote.of('Undo')).toEqual([]);
        await forgetDomainDecision(db, remote.host, operator);
        await settle();
        expect(await findPerson(db, vera.id)).toMatchObject({ id: known.id, suspendedAt: null });
        expect((await findPerson(db, alice.uri))?.followersCount).toBe(0);
    });

    test('takes its posts from open screens at once, boosted by members too', async () => {
        const { remote, alice, bob, post } = await aNeighbour();
        await using _remote = remote;
        const rooms = [`user:${alice.id}`, `user:${bob.id}`, 'public'];
        await db.insert(streamRooms).values(rooms.map((room) => ({ room })));
        await decide(remote.host, { severity: 'suspend' });
        const [boost] = await db.select().from(statuses).where(eq(statuses.boostOfId, post.id));
        const events = await db.select().from(streamEvents).where(eq(streamEvents.event, 'delete'));
        const told = events.map(({ room, subjectId }) => `${room} ${subjectId}`);
        expect(told).toEqual(
            expect.arrayContaining([
                `user:${alice.id} ${post.id}`,
                `user:${bob.id} ${boost!.id}`,
                `public ${post.id}`,
            ]),
        );
    });

    test('drops what is owed to it, and what lies below it counts too unless that is allowed', async () => {
        const { remote, alice } = await aNeighbour();
        await using _remote = remote;
        remote.script = ({ method }) => (method === 'POST' ? { status: 503 } : undefined);
        await ask('POST', '/api/v1/statuses', { token: await aToken(db, alice), json: { status: 'late' } });
        await settle();
        expect(await db.select().from(deliveries)).toHaveLength(1);
        await decide('127.0.0.1', { severity: 'suspend' });
        expect(await db.select().from(deliveries)).toEqual([]);
        const isRefused = (host: string) => reasonOf(admitHost(db, new URL(`https://${host}/`)));
        await decide('evil.test', { severity: 'suspend' });
        await decide('good.evil.test', { severity: 'allow' });
        expect(await isRefused('evil.test')).toBe('suspended');
        expect(await isRefused('a.b.EVIL.test:8443')).toBe('suspended');
        expect(await isRefused('x.good.evil.test')).toBe('none');
        expect(await isRefused('notevil.test')).toBe('none');
    });
});

test('what is decided about a domain holds for whoever is met later, and leaves what is decided about a person alone', async () => {
    const { remote, vera, known } = await aNeighbour();
    await using _remote = remote;
    const suspendedAt = new Date();
    await db.update(accounts).set({ suspendedAt, suspendedBy: 'local' }).where(eq(accounts.id, known.id));
    await decide(remote.host, { severity: 'silence', rejectsMedia: true });
    const nora = await fetchActor(db, (await remote.person('nora')).id);
    const person = async (id: string) => (await db.select().from(accounts).where(eq(accounts.id, id)))[0];
    expect(await person(nora.id)).toMatchObject({
        silencedBy: 'domain',
        mediaRefused: true,
        suspendedBy: null,
    });
    await decide(remote.host, { severity: 'suspend' });
    expect(await person(nora.id)).toMatchObject({
        silencedAt: null,
        mediaRefused: false,
        suspendedBy: 'domain',
    });
    expect(await reasonOf(fetchActor(db, vera.id))).toBe('suspended');
    await forgetDomainDecision(db, remote.host, operator);
    expect(await person(nora.id)).toMatchObject({ suspendedAt: null, suspendedBy: null });
    expect(await person(known.id)).toMatchObject({ suspendedAt, suspendedBy: 'local' });
});

test('members are told when somebody’s own server suspends them, or they are gone there: once, and can read whom they lost', async () => {
    const { remote, vera, token } = await aNeighbour();
    await using _remote = remote;
    const lost = async () => {
        const { body } = await ask<Notification[]>('GET', '/api/v1/notifications', { token });
        return body.filter(({ type }) => type === 'severed_relationships').map(({ event }) => event);
    };
    for (const suspended of [true, false, true]) {
        const document = { ...vera.document, suspended };
        await remote.send(inbox, remote.activity(vera, 'Update', document), vera);
        await settle();
    }
    const expected = { type: 'account_suspension', target_name: `vera@${remote.host}`, followers_count: 1 };
    expect(await lost()).toMatchObject([{ ...expected, following_count: 1 }]);
    await remote.send(inbox, remote.activity(vera, 'Delete', vera.id), vera);
    await settle();
    expect(await lost()).toHaveLength(1);

    const nora = await remote.person('nora');
    const alice = await findPerson(db, `${origin}/users/alice`);
    await remote.send(inbox, remote.activity(nora, 'Follow', alice?.uri), nora);
    await settle();
    await remote.send(inbox, remote.activity(nora, 'Delete', nora.id), nora);
    await settle();
    expect(await lost()).toMatchObject([
        { target_name: `nora@${remote.host}`, following_count: 0 },
        expected,
    ]);
    const { body } = await ask<string>('GET', '/api/v1/exports/severed_followers.csv', { token });
    expect(body).toContain(`nora@${remote.host}`);
});

test('DOS-08: new names below one domain are met ten a minute, whoever owns the next domain', async () => {
    const admit = (host: string) => reasonOf(admitHost(db, new URL(`https://${host}/`)));
    const names = Array.from({ length: 11 }, (_, index) => `n${index}.swarm.test`);
    for (const name of names.slice(0, 10)) expect(await admit(name)).toBe('none');
    expect(await admit(names[10]!)).toBe('unavailable');
    expect(await admit(names[3]!)).toBe('none');
    expect(await admit('other.test')).toBe('none');
    const shops = Array.from({ length: 11 }, (_, index) => `n${index}.co.uk`);
    for (const shop of shops) expect(await admit(shop)).toBe('none');
});
