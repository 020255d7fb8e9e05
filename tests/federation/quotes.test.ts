import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { blocks, mentions, notifications, statuses, users } from '$lib/server/db/schema';
import { resolveActor } from '$lib/server/domain/accounts';
import { changeQuotePolicy, revokeQuote } from '$lib/server/domain/quotes';
import { findByUri, postStatus, resolveStatus } from '$lib/server/domain/statuses';
import { newId } from '$lib/server/db';
import { aStatus } from '../support/factories';
import { asViewer } from '../support/viewers';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

type Json = Record<string, unknown>;
type Member = Awaited<ReturnType<typeof aMember>>;
type Note = Json & { id: string };

async function aPeer() {
    const good = await RemoteServer.start();
    return Object.assign(good, { rita: await good.person('rita') });
}

const stateOf = async (uri: string) => (await findByUri(db, uri))?.quoteState;
const quotesCount = async (id: string) =>
    (await db.select().from(statuses).where(eq(statuses.id, id)))[0]?.quotesCount;
const lastOf = (server: RemoteServer, type: string) => server.of(type).at(-1)?.activity;

/** A note of `author` that quotes `target`. */
const quoting = (server: RemoteServer, author: RemotePerson, target: string, changes: Json = {}): Note =>
    server.note(author, 'look', { quote: target, ...changes });

/** A stamp at `path` of a server, saying what `changes` say or that `target` lets `note` quote it. */
function stamp(server: RemoteServer, author: RemotePerson, note: Json, target: string, changes: Json = {}) {
    const id = `${author.id}/stamps/${newId()}`;
    const document = {
        id,
        type: 'QuoteAuthorization',
        attributedTo: author.id,
        interactingObject: note.id,
        interactionTarget: target,
        ...changes,
    };
    server.documents.set(new URL(id).pathname, { body: document });
    return id;
}

async function deliver(server: RemoteServer, author: RemotePerson, note: Json): Promise<void> {
    await server.send(inbox, server.create(author, note), author);
    await settle();
}

describe('somebody elsewhere who wants to quote a member', () => {
    const ask = async (server: RemoteServer & { rita: RemotePerson }, note: Note, target: string) => {
        const request = server.activity(server.rita, 'QuoteRequest', target, { instrument: note });
        expect(await server.send(inbox, request, server.rita)).toBe(202);
        await settle();
        return request;
    };

    test('asks, and gets a stamp that anybody can read as long as it holds', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const post = await aStatus(db, { by: alice });
        const note = quoting(good, good.rita, post.uri);
        const request = await ask(good, note, post.uri);
        const accept = lastOf(good, 'Accept');
        expect(accept).toMatchObject({
            actor: alice.uri,
            to: [good.rita.id],
            object: {
                id: request.id,
                type: 'QuoteRequest',
                actor: good.rita.id,
                object: post.uri,
                instrument: note.id,
            },
        });
        expect(good.of('Accept')[0]?.verify(alice.publicPem)).toBe(true);
        const authorization = String(accept?.result);
        expect((await good.get(authorization)).body).toMatchObject({
            id: authorization,
            type: 'QuoteAuthorization',
            attributedTo: alice.uri,
            interactingObject: note.id,
            interactionTarget: post.uri,
        });
        expect(await stateOf(note.id)).toBe('accepted');
        expect(await quotesCount(post.id)).toBe(1);
        expect(await db.select().from(notifications)).toMatchObject([{ kind: 'quote', accountId: alice.id }]);
    });

    test('asks twice and is counted once', async () => {
        await using good = await aPeer();
        const post = await aStatus(db, { by: await aMember(db, 'alice') });
        const note = quoting(good, good.rita, post.uri);
        await ask(good, note, post.uri);
        await ask(good, note, post.uri);
        expect(await quotesCount(post.id)).toBe(1);
        expect(good.of('Accept')).toHaveLength(1);
    });

    test.each(['nobody', 'followers'] as const)(
        'is refused where the member lets %s',
        async (quotePolicy) => {
            await using good = await aPeer();
            const alice = await aMember(db, 'alice');
            const post = await aStatus(db, { by: alice, quotePolicy });
            const note = quoting(good, good.rita, post.uri);
            await ask(good, note, post.uri);
            expect(lastOf(good, 'Reject')).toMatchObject({
                actor: alice.uri,
                object: { instrument: note.id },
            });
            expect(good.of('Accept')).toEqual([]);
            expect(await stateOf(note.id)).toBe('rejected');
            expect(await quotesCount(post.id)).toBe(0);
        },
    );

    test('is refused where the member has blocked them or the post is not for them', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const secret = await aStatus(db, { by: alice, visibility: 'private' });
        const post = await aStatus(db, { by: alice });
        const rita = await resolveActor(db, good.rita.id);
        await db.insert(blocks).values({ id: newId(), accountId: alice.id, targetId: rita.id });
        for (const { uri } of [secret, post]) {
            const note = quoting(good, good.rita, uri);
            await ask(good, note, uri);
            expect(await stateOf(note.id)).toBe('rejected');
        }
        expect(good.of('Accept')).toEqual([]);
    });

    test('cannot ask in the name of a post that is not theirs, or that quotes something else', async () => {
        await using good = await aPeer();
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const alice = await aMember(db, 'alice');
        const [post, other] = [await aStatus(db, { by: alice }), await aStatus(db, { by: alice })];
        const notTheirs = quoting(good, good.rita, post.uri);
        const otherQuote = quoting(evil, eve, other.uri);
        for (const instrument of [
            notTheirs,
            otherQuote,
            notTheirs.id,
            { ...notTheirs, attributedTo: eve.id },
        ])
            await evil.send(inbox, evil.activity(eve, 'QuoteRequest', post.uri, { instrument }), eve);
        await settle();
        expect(await quotesCount(post.id)).toBe(0);
        expect(evil.of('Accept')).toEqual([]);
    });

    test('loses the stamp for good when the member takes it back: it is gone, told, and not given again', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const post = await aStatus(db, { by: alice });
        const note = quoting(good, good.rita, post.uri);
        await ask(good, note, post.uri);
        const authorization = String(lastOf(good, 'Accept')?.result);
        const quote = await findByUri(db, note.id);
        await revokeQuote(db, { accountId: alice.id }, post.id, quote?.id ?? '');
        await settle();
        expect((await good.get(authorization)).status).toBe(404);
        expect(lastOf(good, 'Delete')).toMatchObject({ actor: alice.uri, object: { id: authorization } });
        // Showing it again, or asking again, brings nothing back.
        await good.send(
            inbox,
            good.activity(good.rita, 'Update', {
                ...note,
                updated: new Date().toISOString(),
                quoteAuthorization: authorization,
            }),
            good.rita,
        );
        await ask(good, note, post.uri);
        expect(await stateOf(note.id)).toBe('revoked');
        expect(await quotesCount(post.id)).toBe(0);
        expect(good.of('Accept')).toHaveLength(1);
        expect(lastOf(good, 'Reject')).toMatchObject({ object: { instrument: note.id } });
    });

    test('who shows a stamp of ours that was never given is not believed', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const post = await aStatus(db, { by: alice, quotePolicy: 'nobody' });
        const invented = `${alice.uri}/quote_authorizations/1`;
        const note = quoting(good, good.rita, post.uri, { quoteAuthorization: invented });
        await deliver(good, good.rita, note);
        expect(await stateOf(note.id)).toBe('unauthorized');
        expect(await quotesCount(post.id)).toBe(0);
    });
});

describe('a quote between others', () => {
    async function aTrio() {
        const good = await aPeer();
        const sam = await good.person('sam');
        return Object.assign(good, { sam, target: good.note(sam, 'quotable') });
    }

    test('stands with a stamp that the quoted author serves, and the quoted post is fetched', async () => {
        await using good = await aTrio();
        const note = quoting(good, good.rita, good.target.id);
        note.quoteAuthorization = stamp(good, good.sam, note, good.target.id);
        await deliver(good, good.rita, note);
        const quote = await findByUri(db, note.id);
        expect(quote?.quoteState).toBe('accepted');
        expect(quote?.quoteOfId).toBe((await findByUri(db, good.target.id))?.id);
    });

    test('waits without a stamp, and stands when an Update brings one', async () => {
        await using good = await aTrio();
        const note = quoting(good, good.rita, good.target.id);
        await deliver(good, good.rita, note);
        expect(await stateOf(note.id)).toBe('pending');
        const quoteAuthorization = stamp(good, good.sam, note, good.target.id);
        await good.send(
            inbox,
            good.activity(good.rita, 'Update', { ...note, quoteAuthorization }),
            good.rita,
        );
        await settle();
        expect(await stateOf(note.id)).toBe('accepted');
    });

    test.each([
        ['for another post', { interactingObject: 'https://elsewhere.example/note' }],
        ['for another target', { interactionTarget: 'https://elsewhere.example/note' }],
        ['by somebody else', { attributedTo: 'https://elsewhere.example/users/x' }],
        ['that is something else', { type: 'Note' }],
        ['that gives another address', { id: 'nowhere' }],
    ])('is not believed with a stamp %s', async (_, changes) => {
        await using good = await aTrio();
        const note = quoting(good, good.rita, good.target.id);
        const given = 'id' in changes ? { id: `${good.origin}/${changes.id}` } : changes;
        const authorization = stamp(good, good.sam, note, good.target.id);
        const { pathname } = new URL(authorization);
        const document = good.documents.get(pathname)?.body as Json;
        good.documents.set(pathname, { body: { ...document, ...given } });
        await deliver(good, good.rita, { ...note, quoteAuthorization: authorization });
        expect(await stateOf(note.id)).toBe('unauthorized');
    });

    test('is not believed with a stamp of another host, which is not even asked', async () => {
        await using good = await aTrio();
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const note = quoting(evil, eve, good.target.id);
        note.quoteAuthorization = stamp(evil, eve, note, good.target.id, { attributedTo: good.sam.id });
        await deliver(evil, eve, note);
        expect(await stateOf(note.id)).toBe('unauthorized');
        expect(evil.requests.filter((line) => line.includes('/stamps/'))).toEqual([]);
    });

    test('ends when the quoted author deletes the stamp; nobody else can, and it does not come back', async () => {
        await using good = await aTrio();
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const note = quoting(good, good.rita, good.target.id);
        const authorization = stamp(good, good.sam, note, good.target.id);
        note.quoteAuthorization = authorization;
        await deliver(good, good.rita, note);
        await evil.send(inbox, evil.activity(eve, 'Delete', authorization), eve);
        await good.send(inbox, good.activity(good.rita, 'Delete', authorization), good.rita);
        await settle();
        expect(await stateOf(note.id)).toBe('accepted');
        await good.send(inbox, good.activity(good.sam, 'Delete', authorization), good.sam);
        await settle();
        expect(await stateOf(note.id)).toBe('revoked');
        await good.send(inbox, good.activity(good.rita, 'Update', note), good.rita);
        await settle();
        expect(await stateOf(note.id)).toBe('revoked');
    });

    test('with a stamp that was deleted before the quote came does not stand', async () => {
        await using good = await aTrio();
        const note = quoting(good, good.rita, good.target.id);
        const authorization = stamp(good, good.sam, note, good.target.id);
        await resolveActor(db, good.sam.id);
        await good.send(inbox, good.activity(good.sam, 'Delete', authorization), good.sam);
        await settle();
        await deliver(good, good.rita, { ...note, quoteAuthorization: authorization });
        expect(await stateOf(note.id)).toBe('unauthorized');
    });

    test('of oneself needs no consent', async () => {
        await using good = await aTrio();
        const note = quoting(good, good.sam, good.target.id);
        await deliver(good, good.sam, note);
        expect(await stateOf(note.id)).toBe('accepted');
    });

    test.each(['quoteUri', 'quoteUrl', '_misskey_quote'])(
        'told only by %s is no quote, unless it quotes oneself or who was named',
        async (property) => {
            await using good = await aTrio();
            const legacy = (author: RemotePerson, target: string) =>
                good.note(author, 'RE', { [property]: target });
            const stranger = legacy(good.rita, good.target.id);
            await deliver(good, good.rita, stranger);
            expect(await stateOf(stranger.id)).toBeNull();
            const own = legacy(good.sam, good.target.id);
            await deliver(good, good.sam, own);
            expect(await stateOf(own.id)).toBe('accepted');
            const target = await findByUri(db, good.target.id);
            const rita = await resolveActor(db, good.rita.id);
            await db.insert(mentions).values({ statusId: target?.id ?? '', accountId: rita.id });
            const named = legacy(good.rita, good.target.id);
            await deliver(good, good.rita, named);
            expect(await stateOf(named.id)).toBe('accepted');
        },
    );

    test('of a quote of a quote is followed no further than three posts', async () => {
        await using good = await aTrio();
        let target = good.target.id;
        const chain = Array.from({ length: 6 }, () => (target = quoting(good, good.rita, target).id));
        await deliver(good, good.rita, good.documents.get(new URL(target).pathname)?.body as Json);
        const known = await Promise.all(chain.map((uri) => findByUri(db, uri)));
        expect(known.filter((row) => row !== undefined)).toHaveLength(4);
    });
});

describe('a member who quotes somebody elsewhere', () => {
    const open = { interactionPolicy: { canQuote: { automaticApproval: PUBLIC } } };

    async function quoted(good: RemoteServer & { rita: RemotePerson }, member: Member, changes: Json = open) {
        const target = good.note(good.rita, 'quotable', changes);
        const status = await resolveStatus(db, target.id);
        const { id } = await postStatus(db, await asViewer(db, member), {
            text: 'see',
            contentWarning: '',
            mediaIds: [],
            quotedStatusId: status?.id,
        });
        await settle();
        const uri = `${member.uri}/statuses/${id}`;
        const request = lastOf(good, 'QuoteRequest') as (Json & { id: string; instrument: Note }) | undefined;
        return { target, uri, id, request };
    }
    const answer = async (
        good: RemoteServer,
        by: RemotePerson,
        type: string,
        request: unknown,
        changes: Json = {},
    ) => {
        await good.send(inbox, good.activity(by, type, request, changes), by);
        await settle();
    };

    test('asks with the post, which stays pending until the stamp was read at their server', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const { target, uri, request } = await quoted(good, alice);
        expect(good.of('QuoteRequest')[0]?.path).toBe('/users/rita/inbox');
        expect(good.of('QuoteRequest')[0]?.verify(alice.publicPem)).toBe(true);
        expect(request).toMatchObject({
            actor: alice.uri,
            object: target.id,
            instrument: { id: uri, quote: target.id, quoteUri: target.id, _misskey_quote: target.id },
        });
        expect(request?.instrument.content).toContain('quote-inline');
        expect(request?.instrument.quoteAuthorization).toBeUndefined();
        expect(await stateOf(uri)).toBe('pending');
        const result = stamp(good, good.rita, { id: uri }, target.id);
        await answer(good, good.rita, 'Accept', request, { result });
        expect(await stateOf(uri)).toBe('accepted');
        expect((await good.get(uri)).body).toMatchObject({ quote: target.id, quoteAuthorization: result });
    });

    test('is answered by the name of the question alone, too', async () => {
        await using good = await aPeer();
        const { target, uri, request } = await quoted(good, await aMember(db, 'alice'));
        const result = stamp(good, good.rita, { id: uri }, target.id);
        await answer(good, good.rita, 'Accept', request?.id, { result });
        expect(await stateOf(uri)).toBe('accepted');
    });

    test('sends the post again, with the stamp, to those who have it', async () => {
        await using good = await aPeer();
        const { target, uri, request } = await quoted(good, await aMember(db, 'alice'));
        const result = stamp(good, good.rita, { id: uri }, target.id);
        await answer(good, good.rita, 'Accept', request, { result });
        expect(lastOf(good, 'Update')).toMatchObject({ object: { id: uri, quoteAuthorization: result } });
    });

    test('does not take an answer of somebody else, or one without a stamp that holds', async () => {
        await using good = await aPeer();
        const sam = await good.person('sam');
        const { target, uri, request } = await quoted(good, await aMember(db, 'alice'));
        const result = stamp(good, sam, { id: uri }, target.id);
        await answer(good, sam, 'Accept', request, { result });
        await answer(good, sam, 'Reject', request);
        expect(await stateOf(uri)).toBe('pending');
        await answer(good, good.rita, 'Accept', request);
        expect(await stateOf(uri)).toBe('pending');
        await answer(good, good.rita, 'Accept', request, { result });
        expect(await stateOf(uri)).toBe('unauthorized');
    });

    test('is told no, at once or after a yes', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const first = await quoted(good, alice);
        await answer(good, good.rita, 'Reject', first.request);
        expect(await stateOf(first.uri)).toBe('rejected');
        const second = await quoted(good, alice);
        const result = stamp(good, good.rita, { id: second.uri }, second.target.id);
        await answer(good, good.rita, 'Accept', second.request, { result });
        await answer(good, good.rita, 'Reject', second.request);
        expect(await stateOf(second.uri)).toBe('revoked');
        expect((await good.get(second.uri)).body.quote).toBeUndefined();
    });

    test('may only ask where their server lets somebody quote', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        for (const policy of [
            {},
            { interactionPolicy: { canQuote: { automaticApproval: [good.rita.id] } } },
            { interactionPolicy: { canQuote: { automaticApproval: good.rita.followers } } },
        ])
            await expect(quoted(good, alice, policy)).rejects.toMatchObject({ status: 422 });
        const manual = { interactionPolicy: { canQuote: { manualApproval: [PUBLIC] } } };
        expect((await quoted(good, alice, manual)).request).toBeDefined();
        const odd = { interactionPolicy: { canQuote: { automaticApproval: 'https://x.example/circle' } } };
        expect((await quoted(good, alice, odd)).request).toBeDefined();
    });
});

test("a member's post says who may quote it, also when that changes", async () => {
    await using good = await aPeer();
    const alice = await aMember(db, 'alice');
    await db.update(users).set({ settings: { defaultQuotePolicy: 'followers' } });
    const viewer = await asViewer(db, alice);
    const { id } = await postStatus(db, viewer, { text: 'hello', contentWarning: '', mediaIds: [] });
    const uri = `${alice.uri}/statuses/${id}`;
    const policyOf = async () => ((await good.get(uri)).body.interactionPolicy as Json).canQuote;
    expect(await policyOf()).toEqual({ automaticApproval: [alice.followersUrl], manualApproval: [] });
    await changeQuotePolicy(db, viewer, id, 'nobody');
    expect(await policyOf()).toEqual({ automaticApproval: [alice.uri], manualApproval: [] });
});
