/** Fedify, an implementation that shares nothing with ours, as a peer: what each says is what the other understands. */
import { parseNodeInfo } from '@fedify/fedify/nodeinfo';
import * as vocab from '@fedify/fedify/vocab';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignatureForm } from '$lib/server/activitypub/http-signature';
import { readNodeinfo } from '$lib/server/activitypub/nodeinfo';
import type { Json } from '$lib/server/activitypub/untrusted';
import { newId } from '$lib/server/db';
import {
    accountKeys,
    customEmojis,
    favourites,
    followRequests,
    follows,
    instances,
    mediaAttachments,
    mentions,
    statuses,
} from '$lib/server/db/schema';
import { instanceActorUri, resolveActor, resolveHandle, type AccountRow } from '$lib/server/domain/accounts';
import { followAccount, unfollowAccount } from '$lib/server/domain/relationships';
import {
    boostStatus,
    deleteStatus,
    editStatus,
    favouriteStatus,
    findByUri,
    postStatus,
    resolveStatus,
    unboostStatus,
    unfavouriteStatus,
    type Draft,
} from '$lib/server/domain/statuses';
import type { Viewer } from '$lib/server/domain/users';
import { asViewer } from '../support/viewers';
import { fedifyServer, instant } from './support/fedify-server';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const PUBLIC = vocab.PUBLIC_COLLECTION;

let alice: Awaited<ReturnType<typeof aMember>>;
let viewer: Viewer;
let fedi: AccountRow;
let fedify: Awaited<ReturnType<typeof fedifyServer>>;
let context: (typeof fedify)['context'];
beforeEach(async () => {
    fedify = await fedifyServer();
    ({ context } = fedify);
    alice = await aMember(db, 'alice', { displayName: 'Alice', bioHtml: '<p>hi</p>' });
    viewer = await asViewer(db, alice);
    fedi = await resolveActor(db, fedify.id.href);
});
afterEach(() => fedify[Symbol.asyncDispose]());

const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
    text,
    contentWarning: '',
    mediaIds: [],
    ...more,
});

/** Alice as Fedify reads her. */
const aliceThere = async () => (await context.lookupObject(alice.uri)) as vocab.Person;

/** Has the Fedify person say something to alice's server. */
async function say(activity: vocab.Activity): Promise<void> {
    await fedify.send(await aliceThere(), activity);
    await settle();
}

/** What Fedify's host is said to have accepted last. */
const prefer = (signatureForm: SignatureForm) =>
    db.update(instances).set({ signatureForm }).where(eq(instances.domain, fedify.host));

let said = 0;
const sayings = () => ({ id: new URL(`${fedify.origin}/activities/${++said}`), actor: fedify.id });
const toAll = () => ({ to: PUBLIC, cc: new URL(alice.uri) });

/** The types of what arrived at Fedify. */
const types = () => fedify.arrived.map(({ json }) => json.type);

test('each finds the other by name, and reads who they are and what they run', async () => {
    const person = await aliceThere();
    expect(person).toBeInstanceOf(vocab.Person);
    expect([person.preferredUsername, person.name, person.summary]).toEqual(['alice', 'Alice', '<p>hi</p>']);
    expect([person.inboxId?.href, person.endpoints?.sharedInbox?.href]).toEqual([
        alice.inboxUrl,
        `${origin}/inbox`,
    ]);
    expect((await person.getPublicKey(context))?.id?.href).toBe(alice.keyId);
    const [multikey] = await Array.fromAsync(person.getAssertionMethods(context));
    expect(multikey?.controllerId?.href).toBe(alice.uri);
    expect(multikey?.publicKey?.algorithm.name).toBe('Ed25519');
    expect(await person.getFollowers(context)).toBeInstanceOf(vocab.OrderedCollection);
    expect(await person.getOutbox(context)).toBeInstanceOf(vocab.OrderedCollection);
    expect(await context.lookupObject(instanceActorUri())).toBeInstanceOf(vocab.Application);
    const webfinger = await context.lookupWebFinger(new URL(alice.uri));
    expect(webfinger?.links?.find(({ rel }) => rel === 'self')?.href).toBe(alice.uri);
    const nodeinfo = await fetch(`${origin}/nodeinfo/2.1`);
    expect(parseNodeInfo(await nodeinfo.json())).toMatchObject({
        software: { name: 'atoll' },
        protocols: ['activitypub'],
    });

    const theirs = await fetch(`${fedify.origin}/nodeinfo/2.1`);
    expect(readNodeinfo((await theirs.json()) as Json)).toEqual({
        software: 'fedify-peer',
        version: '1.2.3',
    });
    const found = await resolveHandle(db, { username: fedify.username, host: fedify.host });
    expect(found).toMatchObject({ uri: fedify.id.href, displayName: 'Fedi', bioHtml: '<p>hello</p>' });
    const keys = await db.select().from(accountKeys).where(eq(accountKeys.accountId, fedi.id));
    expect(keys.map(({ kind, forRequests, forProofs }) => [kind, forRequests, forProofs]).sort()).toEqual([
        ['ed25519', false, true],
        ['rsa', true, false],
    ]);
});

describe.each<SignatureForm>(['draft-cavage', 'rfc9421'])('signed by %s,', (form) => {
    test('what members say is verified by Fedify, and what is for everybody proves itself', async () => {
        await prefer(form);
        await followAccount(db, { accountId: alice.id }, fedi.id);
        await settle();
        expect(await db.select().from(follows)).toMatchObject([{ accountId: alice.id, targetId: fedi.id }]);
        await say(new vocab.Follow({ ...sayings(), object: new URL(alice.uri) }));
        expect(await db.select().from(follows)).toHaveLength(2);

        const { id } = await postStatus(db, viewer, draft('first words'));
        await settle();
        await editStatus(db, viewer, id, { ...draft('other words'), mediaChanges: [] });
        await settle();
        await boostStatus(db, viewer, id);
        await settle();
        await unboostStatus(db, viewer, id);
        await settle();
        await deleteStatus(db, viewer, id);
        await postStatus(db, viewer, draft('for followers', { visibility: 'private' }));
        const theirs = fedify.note({ content: '<p>their words</p>', ...toAll() });
        const status = await resolveStatus(db, theirs.id!.href);
        await favouriteStatus(db, viewer, status!.id);
        await settle();
        await unfavouriteStatus(db, viewer, status!.id);
        await unfollowAccount(db, { accountId: alice.id }, fedi.id);
        await settle();

        const proven = fedify.arrived.filter(({ isProven }) => isProven).map(({ json }) => json.type);
        expect(types().sort()).toEqual([
            'Accept',
            'Announce',
            'Create',
            'Create',
            'Delete',
            'Follow',
            'Like',
            'Undo',
            'Undo',
            'Undo',
            'Update',
        ]);
        expect(proven.sort()).toEqual(['Announce', 'Create', 'Delete', 'Update']);
        for (const { signedWith, form: used } of fedify.arrived)
            expect([signedWith, used]).toEqual([alice.keyId, form]);
    });

    test('is what Fedify comes back with where the other is refused, and so do we', async () => {
        await using picky = await RemoteServer.start();
        const refused = form === 'rfc9421' ? 'draft-cavage' : 'rfc9421';
        fedify.state.refuses = refused;
        await prefer(refused);
        await followAccount(db, { accountId: alice.id }, fedi.id);
        await settle();
        expect(fedify.arrived.map((one) => [one.json.type, one.form])).toEqual([['Follow', form]]);
        const [instance] = await db.select().from(instances).where(eq(instances.domain, fedify.host));
        expect(instance?.signatureForm).toBe(form);
        // Fedify begins with RFC 9421.
        const isRefused = (headers: object) => 'signature-input' in headers === (refused === 'rfc9421');
        picky.script = ({ method, headers }) =>
            method === 'POST' && isRefused(headers) ? { status: 401 } : undefined;
        const rita = await picky.person('rita');
        const recipient = { id: new URL(rita.id), inboxId: new URL(rita.inbox) };
        await fedify.send(recipient, new vocab.Like({ ...sayings(), object: new URL(rita.id) }));
        expect(picky.received.map((one) => [one.activity.type, one.form])).toEqual([['Like', form]]);
    });
});

describe('Fedify reads', () => {
    beforeEach(async () => {
        await say(new vocab.Follow({ ...sayings(), object: new URL(alice.uri) }));
        fedify.arrived.length = 0;
    });

    test('a post with all that may be in it as it was meant', async () => {
        const emoji = `emoji/${'x'.repeat(27)}.webp`;
        await db
            .insert(customEmojis)
            .values({ id: newId(), shortcode: 'blobcat', key: emoji, staticKey: emoji });
        const [media] = await db
            .insert(mediaAttachments)
            .values({
                id: newId(),
                accountId: alice.id,
                type: 'image',
                mimeType: 'image/webp',
                key: 'media/picture.webp',
                description: 'a picture',
                blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
                focusX: 500,
                focusY: -250,
                original: { width: 640, height: 480 },
            })
            .returning();
        const theirs = fedify.note({
            content: '<p>quote me</p>',
            ...toAll(),
            interactionPolicy: new vocab.InteractionPolicy({
                canQuote: new vocab.InteractionRule({ automaticApproval: PUBLIC }),
            }),
        });
        const quoted = await resolveStatus(db, theirs.id!.href);
        await postStatus(db, viewer, {
            ...draft(`Look, @${fedify.username}@${fedify.host} :blobcat: #Atoll`),
            contentWarning: 'cats',
            sensitive: true,
            language: 'en',
            mediaIds: [media!.id],
            quotedStatusId: quoted!.id,
            quotePolicy: 'followers',
            interactionPolicy: { reply: { automatic: ['followers'], manual: [] } },
        });
        await settle();

        const { activity } = fedify.first(vocab.Create);
        const note = (await activity.getObject(context)) as vocab.Note;
        expect(note).toBeInstanceOf(vocab.Note);
        expect(note.attributionId?.href).toBe(alice.uri);
        expect([note.summary, note.sensitive]).toEqual(['cats', true]);
        expect(note.contents.map(String).join()).toContain('Look');
        expect(note.source?.content?.toString()).toContain(':blobcat:');
        expect(note.toIds).toEqual([PUBLIC]);
        expect(note.ccIds.map(({ href }) => href)).toEqual([`${alice.uri}/followers`, fedify.id.href]);

        const tags = await Array.fromAsync(note.getTags(context));
        expect(tags.map(({ constructor, name }) => [constructor.name, name])).toEqual([
            ['Mention', `@${fedify.username}@${fedify.host}`],
            ['Hashtag', '#Atoll'],
            ['Emoji', ':blobcat:'],
        ]);
        expect((tags[0] as vocab.Mention).href).toEqual(fedify.id);
        expect((await (tags[2] as vocab.Emoji).getIcon(context))?.mediaType).toBe('image/webp');

        const [picture] = await Array.fromAsync(note.getAttachments(context));
        expect(picture).toBeInstanceOf(vocab.Document);
        expect(picture).toMatchObject({
            mediaType: 'image/webp',
            name: 'a picture',
            width: 640,
            height: 480,
        });

        expect(note.quoteId).toEqual(theirs.id);
        expect(note.quoteUrl).toEqual(theirs.id);
        const { canQuote, canReply } = note.interactionPolicy ?? {};
        const followers = new URL(`${alice.uri}/followers`);
        expect(canQuote?.automaticApprovals).toContainEqual(followers);
        expect(canReply?.automaticApprovals).toContainEqual(followers);
        for (const collection of [note.getReplies(context), note.getLikes(context), note.getShares(context)])
            expect(await collection).toBeInstanceOf(vocab.OrderedCollection);
        // The same stands at its address; and Fedify was asked whether it may be quoted.
        expect(await context.lookupObject(note.id!)).toBeInstanceOf(vocab.Note);
        const request = fedify.first(vocab.QuoteRequest).activity;
        expect([request.objectId, request.instrumentId]).toEqual([theirs.id, note.id]);
    });

    test('a poll, an answer and what is for some people as they were meant', async () => {
        const poll = { options: ['Tea', 'Coffee'], expiresIn: 3_600, multiple: true, hideTotals: false };
        const asked = await postStatus(db, viewer, draft('What?', { poll }));
        await postStatus(db, viewer, draft('and?', { inReplyToId: asked.id, visibility: 'private' }));
        await settle();
        const read = await Promise.all(fedify.arrived.map(({ activity }) => activity.getObject(context)));
        const question = read.find((each) => each instanceof vocab.Question);
        const answer = read.find((each) => each instanceof vocab.Note);
        const options = await Array.fromAsync(question!.getInclusiveOptions(context));
        expect(options.map(({ name }) => name)).toEqual(['Tea', 'Coffee']);
        expect(question?.endTime?.epochMilliseconds).toBeGreaterThan(Date.now());
        expect(question?.voters).toBe(0);
        expect(answer?.replyTargetId).toEqual(question?.id);
        expect([...(answer?.toIds ?? []), ...(answer?.ccIds ?? [])].map(({ href }) => href)).toEqual([
            `${alice.uri}/followers`,
        ]);
    });
});

describe('what a Fedify server says', () => {
    test('is understood: posts, edits, likes, boosts, answers, and that they are taken back', async () => {
        const { id } = await postStatus(db, viewer, draft('hello'));
        await settle();
        const mine = (await db.select().from(statuses).where(eq(statuses.id, id)))[0]!;
        const values = {
            content: '<p>hello <b>back</b></p>',
            summary: 'a warning',
            sensitive: true,
            published: await instant('2026-01-02T03:04:05Z'),
            replyTarget: new URL(mine.uri),
            ...toAll(),
            tags: [
                new vocab.Mention({ href: new URL(alice.uri), name: '@alice' }),
                new vocab.Hashtag({ href: new URL(`${fedify.origin}/tags/x`), name: '#Reef' }),
                new vocab.Emoji({
                    name: ':fish:',
                    icon: new vocab.Image({ url: new URL('https://x.example/f.png') }),
                }),
            ],
            attachments: [
                new vocab.Image({
                    url: new URL('https://x.example/a.png'),
                    mediaType: 'image/png',
                    name: 'alt',
                }),
            ],
        };
        const note = fedify.note(values);
        await say(new vocab.Create({ ...sayings(), ...toAll(), object: note }));
        const answer = await findByUri(db, note.id!.href);
        expect(answer).toMatchObject({
            accountId: fedi.id,
            contentHtml: '<p>hello <b>back</b></p>',
            contentWarning: 'a warning',
            visibility: 'public',
            inReplyToId: id,
            createdAt: new Date('2026-01-02T03:04:05Z'),
        });
        expect(answer?.emojis).toEqual({ fish: 'https://x.example/f.png' });
        expect(await db.select().from(mentions)).toMatchObject([
            { statusId: answer!.id, accountId: alice.id },
        ]);
        const [picture] = await db.select().from(mediaAttachments);
        expect(picture).toMatchObject({ remoteUrl: 'https://x.example/a.png', description: 'alt' });

        const updated = await instant(new Date().toISOString());
        await say(
            new vocab.Update({
                ...sayings(),
                ...toAll(),
                object: note.clone({ content: '<p>hm</p>', updated }),
            }),
        );
        expect((await findByUri(db, note.id!.href))?.contentHtml).toBe('<p>hm</p>');

        const like = new vocab.Like({ ...sayings(), object: new URL(mine.uri) });
        const boost = new vocab.Announce({ ...sayings(), ...toAll(), object: new URL(mine.uri) });
        const follow = new vocab.Follow({ ...sayings(), object: new URL(alice.uri) });
        for (const activity of [like, boost, follow]) await say(activity);
        expect(await findByUri(db, mine.uri)).toMatchObject({
            favouritesCount: 1,
            boostsCount: 1,
            repliesCount: 1,
        });
        for (const object of [like, boost, follow]) await say(new vocab.Undo({ ...sayings(), object }));
        await say(
            new vocab.Delete({ ...sayings(), ...toAll(), object: new vocab.Tombstone({ id: note.id }) }),
        );
        expect(await findByUri(db, mine.uri)).toMatchObject({
            favouritesCount: 0,
            boostsCount: 0,
            repliesCount: 0,
        });
        expect(await findByUri(db, note.id!.href)).toBeUndefined();
        expect([await db.select().from(favourites), await db.select().from(follows)]).toEqual([[], []]);
    });

    test('is believed by its own proof, when somebody else hands it on', async () => {
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const mine = await postStatus(db, viewer, draft('hello'));
        await settle();
        const [status] = await db.select().from(statuses).where(eq(statuses.id, mine.id));
        const note = fedify.note({
            content: '<p>an answer</p>',
            replyTarget: new URL(status!.uri),
            ...toAll(),
        });
        const create = new vocab.Create({ ...sayings(), ...toAll(), object: note });
        // Sent to a server that forwards it, word for word.
        await fedify.send({ id: new URL(eve.id), inboxId: new URL(eve.inbox) }, create);
        const body = evil.received[0]!.activity;
        const forged = JSON.parse(JSON.stringify(body).replace('an answer', 'another')) as Json;
        expect(
            await evil.send(`${origin}/inbox`, { ...forged, id: `${fedify.origin}/activities/forged` }, eve),
        ).toBe(403);
        expect(await evil.send(`${origin}/inbox`, body, eve)).toBe(202);
        await settle();
        expect((await findByUri(db, note.id!.href))?.contentHtml).toBe('<p>an answer</p>');
    });

    test('a locked member answers when they have decided', async () => {
        const carol = await aMember(db, 'carol', { locked: true });
        const there = (await context.lookupObject(carol.uri)) as vocab.Person;
        expect(there.manuallyApprovesFollowers).toBe(true);
        await fedify.send(there, new vocab.Follow({ ...sayings(), object: new URL(carol.uri) }));
        await settle();
        expect(await db.select().from(followRequests)).toMatchObject([
            { accountId: fedi.id, targetId: carol.id },
        ]);
        expect(fedify.arrived).toEqual([]);
    });
});
