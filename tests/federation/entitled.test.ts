/** What other servers are given of a member's posts, asked by those who may see them and by those who may not. */
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { newId } from '$lib/server/db';
import {
    blocks,
    favourites,
    follows,
    mentions,
    notifications,
    polls,
    pollVotes,
    reactions,
} from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { endPoll, voteInPoll } from '$lib/server/domain/polls';
import { revokeQuote } from '$lib/server/domain/quotes';
import { reactToStatus } from '$lib/server/domain/reactions';
import { blockAccount, blockDomain, removeFollower, unfollowAccount } from '$lib/server/domain/relationships';
import {
    boostStatus,
    deleteStatus,
    editStatus,
    favouriteStatus,
    findByUri,
    postStatus,
    resolveStatus,
    unboostStatus,
} from '$lib/server/domain/statuses';
import { aPoll, aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();

type Member = Awaited<ReturnType<typeof aMember>>;
const idOf = async (person: RemotePerson) => (await resolveActor(db, person.id)).id;
const follow = (accountId: string, { id: targetId }: Member) =>
    db.insert(follows).values({ id: newId(), accountId, targetId });
const mentionOf = ({ uri, username }: Member) => [{ type: 'Mention', href: uri, name: `@${username}` }];
const by = ({ id }: { id: string }) => ({ accountId: id });

let alice: Member;
beforeEach(async () => {
    alice = await aMember(db, 'alice');
});

const READERS = ['guest', 'stranger', 'follower', 'exFollower', 'blocked', 'blocking', 'mentioned'] as const;
type Reader = (typeof READERS)[number];

/** Whoever reads what; a guest has not signed. */
const MAY_READ = {
    public: ['guest', 'stranger', 'follower', 'exFollower', 'mentioned'],
    unlisted: ['guest', 'stranger', 'follower', 'exFollower', 'mentioned'],
    private: ['follower', 'mentioned'],
    direct: ['mentioned'],
} satisfies Record<string, Reader[]>;
const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const;

/** Somebody elsewhere for each way to stand to alice. */
async function readersAt(good: RemoteServer) {
    const people: Partial<Record<Reader, RemotePerson>> = {};
    const ids: Partial<Record<Reader, string>> = {};
    for (const name of READERS.filter((reader) => reader !== 'guest')) {
        const person = await good.person(name.toLowerCase());
        people[name] = person;
        ids[name] = await idOf(person);
    }
    const { follower = '', exFollower = '', blocked = '', blocking = '', mentioned = '' } = ids;
    for (const id of [follower, exFollower]) await follow(id, alice);
    await unfollowAccount(db, { accountId: exFollower }, alice.id);
    await blockAccount(db, by(alice), blocked);
    await db.insert(blocks).values({ id: newId(), accountId: blocking, targetId: alice.id });
    await settle();
    return { people, mentioned };
}

describe('PRIV-01: a member’s post, as other servers read it,', () => {
    test.each(VISIBILITIES)('where it is %s, is there for those who may see it alone', async (visibility) => {
        await using good = await RemoteServer.start();
        const { people, mentioned } = await readersAt(good);
        const post = await aStatus(db, { by: alice, visibility });
        await db.insert(mentions).values({ statusId: post.id, accountId: mentioned });
        const allowed: readonly string[] = MAY_READ[visibility];
        for (const reader of READERS)
            for (const address of [post.uri, `${post.uri}/activity`, `${origin}/@alice/${post.id}`]) {
                const { status } = await good.get(address, people[reader]);
                expect(status, `${reader} ${address}`).toBe(allowed.includes(reader) ? 200 : 404);
            }
    });

    test.each(VISIBILITIES)(
        'where it is %s, has around it only what everybody may read',
        async (visibility) => {
            await using good = await RemoteServer.start();
            const { people, mentioned } = await readersAt(good);
            const post = await aStatus(db, { by: alice, visibility });
            await db.insert(mentions).values({ statusId: post.id, accountId: mentioned });
            const answer = await aStatus(db, { by: alice, inReplyToId: post.id, inReplyToUri: post.uri });
            for (const hidden of ['private', 'direct'] as const)
                await aStatus(db, { by: alice, visibility: hidden, inReplyToId: post.id });
            const isOpen = visibility === 'public' || visibility === 'unlisted';
            for (const reader of READERS)
                for (const around of ['replies?page=true', 'likes', 'shares']) {
                    const { status, body } = await good.get(`${post.uri}/${around}`, people[reader]);
                    const isAllowed = isOpen && reader !== 'blocked' && reader !== 'blocking';
                    expect(status, `${reader} ${around}`).toBe(isAllowed ? 200 : 404);
                    if (isAllowed && body.orderedItems) expect(body.orderedItems).toEqual([answer.uri]);
                }
        },
    );

    test('is not opened by a boost to somebody whom its author blocked', async () => {
        await using good = await RemoteServer.start();
        const { people } = await readersAt(good);
        const post = await aStatus(db, { by: alice });
        const boost = await boostStatus(db, by(await aMember(db, 'bob')), post.id);
        const read = async (reader?: RemotePerson) => (await good.get(boost.uri, reader)).status;
        expect(await read(people.blocked)).toBe(404);
        expect(await read(people.blocking)).toBe(404);
        expect(await read(people.stranger)).toBe(200);
        const own = await aStatus(db, { by: alice, visibility: 'private' });
        const again = await boostStatus(db, by(alice), own.id);
        expect((await good.get(again.uri, people.stranger)).status).toBe(404);
        expect((await good.get(again.uri, people.follower)).status).toBe(200);
    });
});

test.each<[string, (fan: RemotePerson, host: string) => Promise<unknown>]>([
    ['stops following', async (fan) => unfollowAccount(db, { accountId: await idOf(fan) }, alice.id)],
    ['is removed', async (fan) => removeFollower(db, by(alice), await idOf(fan))],
    ['is blocked', async (fan) => blockAccount(db, by(alice), await idOf(fan))],
    ['is of a domain that is refused', (_, host) => blockDomain(db, by(alice), host)],
])('PRIV-04: whoever %s reads private posts no longer, signed or not', async (_, part) => {
    await using good = await RemoteServer.start();
    const fan = await good.person('fay');
    await follow(await idOf(fan), alice);
    const post = await aStatus(db, { by: alice, visibility: 'private' });
    expect((await good.get(post.uri, fan)).status).toBe(200);
    await part(fan, good.host);
    await settle();
    for (const address of [post.uri, `${post.uri}/activity`])
        expect((await good.get(address, fan)).status).toBe(404);
});

test('PRIV-05: what one reader was given is kept for nobody else, and each way of reading is kept apart', async () => {
    await using good = await RemoteServer.start();
    const fan = await good.person('fay');
    await follow(await idOf(fan), alice);
    const post = await aStatus(db, { by: alice, visibility: 'private' });
    for (const address of [post.uri, `${post.uri}/activity`, `${origin}/@alice/${post.id}`]) {
        const given = await good.get(address, fan);
        expect([given.status, given.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
        const refused = await good.get(address);
        expect([refused.status, refused.headers.get('cache-control')]).toEqual([404, 'no-store']);
        for (const { headers } of [given, refused])
            expect(headers.get('vary')).toBe('Accept, Signature, Signature-Input');
    }
});

const draft = (text: string) => ({ text, contentWarning: '', mediaIds: [] });
const revision = (text: string) => ({ ...draft(text), mediaChanges: [] });

describe('PRIV-07: a post for members alone', () => {
    test('is heard of by no other server, whatever becomes of it', async () => {
        await using good = await RemoteServer.start();
        const fan = await good.person('fay');
        const bob = await aMember(db, 'bob');
        for (const member of [alice, bob]) await follow(await idOf(fan), member);
        const [alices, bobs] = [await asViewer(db, alice), await asViewer(db, bob)];
        const poll = { options: ['Tea', 'Coffee'], expiresIn: 300, multiple: false, hideTotals: false };
        const secret = { ...draft(`hello @fay@${good.host}`), poll, localOnly: true };
        const { id } = await postStatus(db, alices, secret);
        await settle();
        const question = await db.query.polls.findFirst({ where: eq(polls.statusId, id) });
        await voteInPoll(db, bobs, question!.id, [0]);
        await favouriteStatus(db, bobs, id);
        await reactToStatus(db, bobs, id, { emoji: '🎉', imageUrl: null });
        await boostStatus(db, bobs, id);
        const answer = await postStatus(db, bobs, { ...draft('so true'), inReplyToId: id });
        const quote = await postStatus(db, bobs, { ...draft('look'), quotedStatusId: id });
        await settle();
        await editStatus(db, alices, id, { ...revision('other words'), poll });
        await revokeQuote(db, alices, id, quote.id);
        await settle();
        await db.update(polls).set({ expiresAt: new Date() });
        await endPoll(db, question!.id);
        await unboostStatus(db, bobs, id);
        await boostStatus(db, bobs, id);
        await settle();
        for (const gone of [answer, quote]) await deleteStatus(db, bobs, gone.id);
        await deleteStatus(db, alices, id);
        await settle();
        expect(good.received.map(({ activity }) => activity)).toEqual([]);
    });

    test('takes nothing from elsewhere: no like, boost, reaction, vote, answer or quote by an address that was guessed', async () => {
        await using good = await RemoteServer.start();
        const fan = await good.person('fay');
        await follow(await idOf(fan), alice);
        const post = await aStatus(db, { by: alice, localOnly: true });
        const poll = await aPoll(db, post);
        const answer = good.note(fan, 'so true', { inReplyTo: post.uri });
        const vote = { ...good.note(fan, '', { inReplyTo: post.uri, name: 'Tea' }), content: undefined };
        const quote = good.note(fan, 'look', { quote: post.uri });
        for (const activity of [
            good.activity(fan, 'Like', post.uri),
            good.activity(fan, 'EmojiReact', post.uri, { content: '🎉' }),
            good.activity(fan, 'Announce', post.uri, { to: answer.to }),
            good.create(fan, answer),
            good.create(fan, vote),
            good.activity(fan, 'QuoteRequest', post.uri, { instrument: quote }),
        ])
            expect(await good.send(`${origin}/inbox`, activity, fan)).toBe(202);
        await settle();
        expect(await db.select().from(favourites)).toEqual([]);
        expect(await db.select().from(reactions)).toEqual([]);
        expect(await db.select().from(pollVotes)).toEqual([]);
        expect((await db.query.polls.findFirst({ where: eq(polls.id, poll.id) }))?.counts).toEqual([0, 0]);
        expect(await findByUri(db, post.uri)).toMatchObject({
            favouritesCount: 0,
            boostsCount: 0,
            repliesCount: 0,
            quotesCount: 0,
        });
        expect(await findByUri(db, answer.id)).toMatchObject({ inReplyToId: null, inReplyToAccountId: null });
        expect((await findByUri(db, quote.id))?.quoteState).not.toBe('accepted');
        expect(await db.select().from(notifications)).toEqual([]);
    });
});

test('an answer from somebody who may not see the post it answers stands by itself, and names nothing of it', async () => {
    await using good = await RemoteServer.start();
    const [sam, nora] = [await good.person('sam'), await good.person('nora')];
    const post = await aStatus(db, { by: alice, visibility: 'private' });
    await db.insert(mentions).values({ statusId: post.id, accountId: await idOf(nora) });
    const guessed = good.note(sam, 'I know', { inReplyTo: post.uri });
    const entitled = good.note(nora, 'thank you', { inReplyTo: post.uri });
    await good.send(`${origin}/inbox`, good.create(sam, guessed), sam);
    await good.send(`${origin}/inbox`, good.create(nora, entitled), nora);
    await settle();
    const of = async (uri: string) => (await findByUri(db, uri))?.inReplyToId;
    expect([await of(guessed.id), await of(entitled.id)]).toEqual([null, post.id]);
    expect((await findByUri(db, post.uri))?.repliesCount).toBe(1);
});

test('PRIV-07: polls and reactions that are not for everybody are told to those they concern alone', async () => {
    await using good = await RemoteServer.start();
    await using strange = await RemoteServer.start();
    const [fan, sam] = [await good.person('fay'), await strange.person('sam')];
    await follow(await idOf(fan), alice);
    await idOf(sam);
    await settle();
    const viewer = await asViewer(db, alice);
    const poll = { options: ['Tea', 'Coffee'], expiresIn: 300, multiple: false, hideTotals: false };
    const { id } = await postStatus(db, viewer, { ...draft('which?'), poll, visibility: 'private' });
    await settle();
    const question = await db.query.polls.findFirst({ where: eq(polls.statusId, id) });
    await voteInPoll(db, { accountId: await idOf(fan) }, question!.id, [0]);
    await db.update(polls).set({ expiresAt: new Date() });
    await endPoll(db, question!.id);
    await settle();
    const note = good.note(fan, 'between us', { to: [alice.uri], cc: [], tag: mentionOf(alice) });
    await good.send(`${origin}/inbox`, good.create(fan, note), fan);
    await settle();
    const status = await findByUri(db, note.id);
    await reactToStatus(db, viewer, status!.id, { emoji: '🎉', imageUrl: null });
    await settle();
    const types = new Set(good.received.map(({ activity }) => activity.type));
    expect(types).toEqual(new Set(['Create', 'Update', 'EmojiReact']));
    expect(strange.received).toEqual([]);
    for (const { activity } of good.received) {
        expect(JSON.stringify(activity)).not.toMatch(/"(bto|bcc)"/);
        expect(JSON.stringify([activity.to, activity.cc])).not.toContain(PUBLIC);
    }
});

test('PRIV-07: a quote for followers is told to them; whose post it quotes is asked, and told of its end', async () => {
    await using good = await RemoteServer.start();
    await using asked = await RemoteServer.start();
    await using strange = await RemoteServer.start();
    const [fan, rita, sam] = [
        await good.person('fay'),
        await asked.person('rita'),
        await strange.person('sam'),
    ];
    await follow(await idOf(fan), alice);
    for (const person of [rita, sam]) await idOf(person);
    const open = { interactionPolicy: { canQuote: { automaticApproval: PUBLIC } } };
    const quoted = await resolveStatus(db, asked.note(rita, 'quotable', open).id);
    const viewer = await asViewer(db, alice);
    const quote = { ...draft('see'), quotedStatusId: quoted!.id, visibility: 'private' as const };
    const { id } = await postStatus(db, viewer, quote);
    await settle();
    await editStatus(db, viewer, id, revision('other words'));
    await settle();
    await deleteStatus(db, viewer, id);
    await settle();
    const typesAt = (server: RemoteServer) => server.received.map(({ activity }) => activity.type);
    expect(typesAt(good)).toEqual(['Create', 'Update', 'Delete']);
    expect(typesAt(asked)).toEqual(['QuoteRequest', 'Delete']);
    expect(asked.received[0]?.path).toBe('/users/rita/inbox');
    expect(strange.received).toEqual([]);
});
