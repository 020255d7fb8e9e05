import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Context, ThreadAnswers } from '$lib/mastodon-api/entities';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import {
    accounts,
    conversationMutes,
    mutes,
    notifications,
    statuses,
    threadRefreshes,
} from '$lib/server/db/schema';
import { findByUri, postStatus } from '$lib/server/domain/statuses';
import { GET as showContext } from '../../src/routes/api/v1/statuses/[id]/context/+server';
import { POST as checkAgain } from '../../src/routes/api/v1/statuses/[id]/context/check/+server';
import { GET as showRefresh } from '../../src/routes/api/v1_alpha/async_refreshes/[id]/+server';
import { call } from '../support/call-endpoint';
import { aStatus, aToken } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';
import { aScene } from './support/scene';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();

const contextOf = (id: string, token?: string) => call<Context>(showContext, { params: { id }, token });
const check = async (id: string, token: string) =>
    (await call<ThreadAnswers>(checkAgain, { method: 'POST', params: { id }, token })).body;
const thread = async (uri: string) => (await findByUri(db, uri))!;

/** Lets minutes pass since threads were checked. */
async function pass(minutes: number): Promise<void> {
    const earlier = sql`${minutes} * interval '1 minute'`;
    await db.update(threadRefreshes).set({
        startedAt: sql`${threadRefreshes.startedAt} - ${earlier}`,
        finishedAt: sql`${threadRefreshes.finishedAt} - ${earlier}`,
    });
    await db.update(statuses).set({ repliesCheckedAt: sql`${statuses.repliesCheckedAt} - ${earlier}` });
}

/** A post with `count` answers, told in a collection of pages of ten; `embed` puts them there whole. */
function aThread(server: RemoteServer, author: RemotePerson, count: number, { embed = false } = {}) {
    const replies = `${author.id}/thread/replies`;
    const root = server.note(author, 'what do you think?', {
        published: anHourAgo,
        replies: { id: replies, type: 'Collection', totalItems: count },
        likes: { id: `${author.id}/thread/likes`, type: 'Collection', totalItems: 7 },
    });
    const answers = Array.from({ length: count }, (_, index) =>
        server.note(author, `answer ${index}`, { inReplyTo: root.id, published: anHourAgo }),
    );
    const pages = Math.ceil(count / 10);
    const page = (index: number) => `${replies}/${index}`;
    server.documents.set(new URL(replies).pathname, {
        body: { id: replies, type: 'Collection', totalItems: count, first: page(0) },
    });
    for (let index = 0; index < pages; index++)
        server.documents.set(new URL(page(index)).pathname, {
            body: {
                id: page(index),
                type: 'CollectionPage',
                partOf: replies,
                items: answers.slice(index * 10, index * 10 + 10).map((note) => (embed ? note : note.id)),
                ...(index + 1 < pages && { next: page(index + 1) }),
            },
        });
    return { root, answers, replies };
}

test('what an answer answers is read up to the beginning of its thread, and shown above it', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const first = good.note(vera, 'first', { published: anHourAgo });
    const second = good.note(vera, 'second', { inReplyTo: first.id, published: anHourAgo });
    const third = good.note(vera, 'third', { inReplyTo: second.id });
    await good.send(inbox, good.create(vera, third), vera);
    await settle();
    const { body } = await contextOf((await thread(third.id)).id, await aToken(db, alice));
    expect(body.ancestors.map(({ uri }) => uri)).toEqual([first.id, second.id]);
    const conversations = await db.select({ id: statuses.conversationId }).from(statuses);
    expect(new Set(conversations.map(({ id }) => id)).size).toBe(1);
});

test('whoever muted an answer has muted the thread that turns up above it', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const first = good.note(vera, 'first', { published: anHourAgo });
    const second = good.note(vera, 'second', { inReplyTo: first.id });
    good.documents.delete(new URL(first.id).pathname);
    await good.send(inbox, good.create(vera, second), vera);
    await settle();
    const { conversationId } = await thread(second.id);
    await db.insert(conversationMutes).values({ accountId: alice.id, conversationId: conversationId! });
    await good.send(inbox, good.create(vera, first), vera);
    await settle();
    const { conversationId: whole } = await thread(first.id);
    expect((await thread(second.id)).conversationId).toBe(whole);
    const muted = await db
        .select()
        .from(conversationMutes)
        .where(and(eq(conversationMutes.accountId, alice.id), eq(conversationMutes.conversationId, whole!)));
    expect(muted).toHaveLength(1);
});

test('DOS-08: a thread that never begins is given up, step by step', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    good.script = ({ path }) => {
        const number = /\/endless\/(\d+)$/.exec(path)?.[1];
        if (number === undefined) return undefined;
        const id = `${vera.id}/endless/${number}`;
        const inReplyTo = `${vera.id}/endless/${Number(number) + 1}`;
        return { body: { ...good.note(vera, 'again', { inReplyTo }), id } };
    };
    await good.send(
        inbox,
        good.create(vera, good.note(vera, 'up', { inReplyTo: `${vera.id}/endless/1` })),
        vera,
    );
    await settle();
    expect(good.requests.filter((request) => request.includes('/endless/')).length).toBe(40);
});

test('answers that never came are read from where they were written, while a member reads the thread', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const { root, answers } = aThread(good, vera, 12);
    good.note(vera, 'to alice', {});
    await good.send(inbox, good.create(vera, root), vera);
    await settle();
    const { id } = await thread(root.id);
    expect((await contextOf(id)).headers.has('Mastodon-Async-Refresh')).toBe(false);

    const asked = await contextOf(id, token);
    const refreshId = /^id="(\d+)", retry=\d+, result_count=0$/.exec(
        asked.headers.get('Mastodon-Async-Refresh') ?? '',
    )?.[1];
    const refresh = () =>
        call(showRefresh, {
            token,
            params: { id: refreshId! },
            path: `/api/v1_alpha/async_refreshes/${refreshId}`,
        });
    expect((await refresh()).body).toEqual({
        async_refresh: { id: refreshId, status: 'running', result_count: 0 },
    });
    expect((await contextOf(id, token)).headers.get('Mastodon-Async-Refresh')).toContain(refreshId);
    await settle();
    expect((await refresh()).body).toEqual({
        async_refresh: { id: refreshId, status: 'finished', result_count: 12 },
    });
    const after = await contextOf(id, token);
    expect(after.body.descendants.map(({ uri }) => uri).sort()).toEqual(
        answers.map((note) => note.id).sort(),
    );
    expect(after.headers.has('Mastodon-Async-Refresh')).toBe(false);
    expect(await db.select().from(notifications)).toEqual([]);
    expect((await thread(root.id)).originCounts).toEqual({ replies: 12, likes: 7 });
    expect(after.body.answers).toMatchObject({
        known: 12,
        announced: 12,
        async_refresh: null,
        reachable: true,
    });
});

test('an answer to an answer is found, and whole posts of the same origin cost no question of their own', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const { root, answers } = aThread(good, vera, 3, { embed: true });
    const deeper = good.note(vera, 'deeper', { inReplyTo: answers[0]!.id, published: anHourAgo });
    const below = `${vera.id}/below`;
    good.documents.set(new URL(below).pathname, {
        body: { id: below, type: 'Collection', items: [deeper.id, root.id, 'no address', 7, null] },
    });
    Object.assign(answers[0]!, { replies: below });
    await good.send(inbox, good.create(vera, root), vera);
    await settle();
    await contextOf((await thread(root.id)).id, await aToken(db, alice));
    await settle();
    expect((await contextOf((await thread(root.id)).id)).body.descendants).toHaveLength(4);
    for (const { id } of answers) expect(good.requests).not.toContain(`GET ${new URL(id).pathname}`);
});

test('a thread says how many of its answers are here, of how many that were told where each was written', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const { root, answers } = aThread(good, vera, 3);
    Object.assign(answers[0]!, { replies: { id: `${vera.id}/gone`, type: 'Collection', totalItems: 4 } });
    Object.assign(root, {
        replies: { ...(root.replies as object), totalItems: 5 },
        shares: `${vera.id}/shares`,
    });
    good.documents.set(new URL(`${vera.id}/shares`).pathname, {
        body: { id: `${vera.id}/shares`, type: 'Collection', totalItems: 9 },
    });
    const closed = good.note(vera, 'among us', { inReplyTo: root.id, to: [vera.followers], cc: [] });
    await good.send(inbox, good.create(vera, root), vera);
    await good.send(inbox, good.create(vera, closed), vera);
    await settle();
    const { id } = await thread(root.id);
    expect((await contextOf(id)).body.answers).toBeUndefined();
    expect((await contextOf(id, token)).body.answers).toMatchObject({
        known: 0,
        announced: 5,
        checked_at: null,
        async_refresh: { status: 'running', result_count: 0 },
    });
    await settle();
    const { answers: told } = (await contextOf(id, token)).body;
    // The collection itself is counted anew: three there, and four below the first of them.
    expect(told).toMatchObject({ known: 3, announced: 7, unwanted: 0, reachable: true, async_refresh: null });
    expect(new Date(told!.checked_at!).getTime()).toBeLessThan(new Date(told!.next_check_at!).getTime());
    expect((await thread(root.id)).originCounts).toEqual({ replies: 3, likes: 7, shares: 9 });

    const { accountId } = await thread(root.id);
    await db.insert(mutes).values({ id: '1', accountId: alice.id, targetId: accountId });
    const muted = (await contextOf(id, token)).body;
    expect([muted.answers?.known, muted.answers?.unwanted, muted.descendants.length]).toEqual([3, 3, 0]);
});

test('a thread that stays open is asked for anew at growing intervals; one that nobody reads is not', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const { root, replies, answers } = aThread(good, vera, 1);
    await good.send(inbox, good.create(vera, root), vera);
    await settle();
    const { id } = await thread(root.id);
    const asked = async () => {
        good.requests.length = 0;
        const state = await check(id, token);
        await settle();
        return good.requests.filter((request) => request.endsWith('/thread/replies')).length > 0
            ? 'asked'
            : `wait ${Math.round((Date.parse(state.next_check_at!) - Date.now()) / 60_000)}`;
    };
    expect(await asked()).toBe('asked');
    // It brought an answer: two minutes, then longer each time that brings nothing.
    const waits = ['wait 2', 'wait 4', 'wait 8', 'wait 15', 'wait 15'];
    for (const wait of waits) {
        expect(await asked()).toBe(wait);
        await pass(Number(wait.split(' ')[1]));
        expect(await asked()).toBe('asked');
    }
    await pass(60);
    good.requests.length = 0;
    await settle();
    expect(good.requests).toEqual([]);

    const late = good.note(vera, 'late', { inReplyTo: root.id, published: anHourAgo });
    good.documents.set(new URL(`${replies}/0`).pathname, {
        body: { id: `${replies}/0`, type: 'CollectionPage', items: [answers[0]!.id, late.id] },
    });
    expect(await asked()).toBe('asked');
    expect(await thread(late.id)).toBeDefined();
    expect(await asked()).toBe('wait 2');
});

test('answers to answers that are here are looked for too, under a member’s post as well', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const post = await aStatus(db, { by: alice, createdAt: new Date(Date.now() - 3_600_000) });
    const quiet = await aStatus(db, { by: alice, createdAt: new Date(Date.now() - 3_600_000) });
    const branch = `${vera.id}/branch`;
    const answer = good.note(vera, 'answer', { inReplyTo: post.uri, published: anHourAgo, replies: branch });
    const below = good.note(vera, 'below', { inReplyTo: answer.id, published: anHourAgo });
    good.documents.set(new URL(branch).pathname, {
        body: { id: branch, type: 'Collection', items: [below.id] },
    });
    await good.send(inbox, good.create(vera, answer), vera);
    await settle();
    expect((await check(quiet.id, token)).next_check_at).toBeNull();
    expect((await check(post.id, token)).async_refresh?.status).toBe('running');
    await settle();
    expect((await contextOf(post.id, token)).body.descendants.map(({ uri }) => uri)).toEqual([
        answer.id,
        below.id,
    ]);
    // Ten minutes later the post is due again; the answer was asked for its answers lately.
    await pass(10);
    good.requests.length = 0;
    expect((await check(post.id, token)).async_refresh?.status).toBe('running');
    await settle();
    expect(good.requests).toEqual([]);
});

test('a thread whose server does not answer says so, and shows what is here', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const token = await aToken(db, alice);
    const { root } = aThread(good, vera, 1);
    await good.send(inbox, good.create(vera, root), vera);
    await settle();
    const { id } = await thread(root.id);
    good.script = () => ({ status: 503 });
    await check(id, token);
    await settle();
    expect((await contextOf(id, token)).body.answers).toMatchObject({
        known: 0,
        announced: 1,
        reachable: false,
    });
    good.script = () => undefined;
    await pass(4);
    await check(id, token);
    await settle();
    expect((await contextOf(id, token)).body.answers).toMatchObject({ known: 1, reachable: true });
});

test('a collection shows nobody else’s posts, and nothing that is not for everybody', async () => {
    await using scene = await aScene(db);
    const { victim, evil, vera, eve, alice } = scene;
    const real = victim.note(vera, 'what I said', { published: anHourAgo });
    const closed = victim.note(vera, 'among us', { published: anHourAgo, to: [vera.followers], cc: [] });
    const { root, replies } = aThread(evil, eve, 0);
    evil.documents.set(new URL(replies).pathname, {
        body: {
            id: replies,
            type: 'Collection',
            items: [
                { ...real, content: '<p>forged</p>', to: [PUBLIC] },
                { ...evil.note(eve, 'x'), attributedTo: vera.id },
                closed.id,
            ],
        },
    });
    await evil.send(inbox, evil.create(eve, root), eve);
    await settle();
    await contextOf((await thread(root.id)).id, await aToken(db, alice));
    await settle();
    const ofVera = await db
        .select({ html: statuses.contentHtml })
        .from(statuses)
        .innerJoin(accounts, eq(accounts.id, statuses.accountId))
        .where(eq(accounts.uri, vera.id));
    expect(ofVera).toEqual([{ html: '<p>what I said</p>' }]);
});

test('DOS-08: a collection without an end is left after ten pages', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const { root, replies } = aThread(good, vera, 0);
    good.script = ({ path }) => {
        const number = /\/thread\/replies(?:\/(\d+))?$/.exec(path)?.[1] ?? '0';
        if (!path.includes('/thread/replies')) return undefined;
        const id = number === '0' ? replies : `${replies}/${number}`;
        return { body: { id, type: 'CollectionPage', items: [], next: `${replies}/${Number(number) + 1}` } };
    };
    await good.send(inbox, good.create(vera, root), vera);
    await settle();
    await contextOf((await thread(root.id)).id, await aToken(db, alice));
    await settle();
    expect(good.requests.filter((request) => request.includes('/thread/replies'))).toHaveLength(11);
    expect((await db.select().from(threadRefreshes))[0]?.finishedAt).toBeInstanceOf(Date);
});

test('a member’s post tells where its answers are, page by page: those that everybody may read', async () => {
    await using good = await RemoteServer.start();
    const alice = await aMember(db, 'alice');
    const post = await aStatus(db, { by: alice, repliesCount: 52, favouritesCount: 3 });
    const answers = [];
    for (let index = 0; index < 52; index++)
        answers.push(
            await aStatus(db, {
                by: alice,
                inReplyToId: post.id,
                id: String(BigInt(post.id) + BigInt(index + 1)),
            }),
        );
    for (const visibility of ['private', 'direct'] as const)
        await aStatus(db, {
            by: alice,
            inReplyToId: post.id,
            visibility,
            id: String(BigInt(post.id) + (visibility === 'direct' ? 98n : 99n)),
        });
    const { body } = await good.get(post.uri);
    expect([body.likes, body.shares]).toMatchObject([{ totalItems: 3 }, { totalItems: 0 }]);
    expect(body.replies).toMatchObject({ id: `${post.uri}/replies`, totalItems: 52 });
    const first = await good.get(`${post.uri}/replies?page=true`);
    const second = await good.get(String(first.body.next));
    const told = [first, second].flatMap((page) => page.body.orderedItems as string[]);
    expect(told).toEqual(answers.map(({ uri }) => uri).reverse());
    expect((await good.get(`${post.uri}/likes`)).body).toMatchObject({ totalItems: 3 });
    const closed = await aStatus(db, { by: alice, visibility: 'private', id: '7' });
    expect((await good.get(`${closed.uri}/replies`)).status).toBe(404);
    expect((await good.get(`${closed.uri}/likes`)).status).toBe(404);
});

test('a thread that a member began has a collection of its posts, which the answers name; theirs is named where it is theirs', async () => {
    await using good = await RemoteServer.start();
    const vera = await good.person('vera');
    const alice = await aMember(db, 'alice');
    const viewer = await asViewer(db, alice);
    const words = { text: 'well', contentWarning: '', mediaIds: [] };
    const root = await postStatus(db, viewer, words);
    const uri = (await db.select().from(statuses).where(eq(statuses.id, root.id)))[0]!.uri;
    const closed = await postStatus(db, viewer, { ...words, inReplyToId: root.id, visibility: 'private' });
    const context = `${uri}/context`;
    const answer = good.note(vera, 'indeed', { inReplyTo: uri, context });
    await good.send(inbox, good.create(vera, answer), vera);
    await settle();
    const mine = await postStatus(db, viewer, { ...words, inReplyToId: (await thread(answer.id)).id });
    expect((await good.get(uri)).body).toMatchObject({ context, conversation: context });
    expect((await good.get(`${alice.uri}/statuses/${mine.id}`)).body).toMatchObject({ context });
    const { body } = await good.get(context);
    expect(body).toMatchObject({ id: context, attributedTo: alice.uri, totalItems: 3 });
    const { body: page } = await good.get(String(body.first));
    expect(page.orderedItems).toEqual([uri, answer.id, `${alice.uri}/statuses/${mine.id}`]);
    expect((await good.get(`${alice.uri}/statuses/${closed.id}/context`)).status).toBe(404);
    expect((await good.get(`${alice.uri}/statuses/${mine.id}/context`)).status).toBe(404);

    const theirs = `${good.origin}/contexts/7`;
    const begun = good.note(vera, 'elsewhere', { context: theirs, conversation: 'tag:good,2026:7' });
    await good.send(inbox, good.create(vera, begun), vera);
    await settle();
    const reply = await postStatus(db, viewer, { ...words, inReplyToId: (await thread(begun.id)).id });
    expect((await good.get(`${alice.uri}/statuses/${reply.id}`)).body.context).toBe(theirs);
});
