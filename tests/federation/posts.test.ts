import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
    favourites,
    follows,
    mentions,
    notifications,
    statuses,
    statusEdits,
    tombstones,
} from '$lib/server/db/schema';
import { dateOfId, newId } from '$lib/server/db';
import { resolveActor } from '$lib/server/domain/accounts';
import { boostStatus, findByUri, resolveStatus } from '$lib/server/domain/statuses';
import { PUBLIC } from '$lib/server/activitypub/vocabulary';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer, type RemotePerson } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

async function aPeer() {
    const good = await RemoteServer.start();
    return Object.assign(good, { rita: await good.person('rita') });
}

const all = () => db.select().from(statuses);

describe('a post of somebody elsewhere', () => {
    test('arrives with its text, audience, tags, media and date', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const note = good.note(good.rita, 'Hello <b>you</b> <script>alert(1)</script>', {
            published: '2026-01-02T03:04:05Z',
            summary: 'a warning',
            contentMap: { de: '<p>x</p>' },
            cc: [good.rita.followers, alice.uri],
            tag: [
                { type: 'Mention', href: alice.uri, name: '@alice' },
                { type: 'Hashtag', name: '#Art', href: 'https://x.example/tags/art' },
                { type: 'Emoji', name: ':blob:', icon: { type: 'Image', url: 'https://x.example/blob.png' } },
                { type: 'Mention', href: 7 },
            ],
            attachment: {
                type: 'Document',
                mediaType: 'image/png',
                url: 'https://x.example/a.png',
                name: 'alt',
                focalPoint: [0.5, -1],
            },
        });
        expect(await good.send(inbox, good.create(good.rita, note), good.rita)).toBe(202);
        await settle();
        const status = await findByUri(db, note.id);
        expect(status).toMatchObject({
            visibility: 'public',
            contentHtml: '<p>Hello <b>you</b> </p>',
            contentWarning: 'a warning',
            sensitive: true,
            language: 'de',
            local: false,
            emojis: { blob: 'https://x.example/blob.png' },
            createdAt: new Date('2026-01-02T03:04:05Z'),
        });
        // Its id is of that day as well: it comes up where it belongs in time, not on top.
        expect(dateOfId(status!.id)).toEqual(new Date('2026-01-02T03:04:05Z'));
        expect(await db.select().from(mentions)).toMatchObject([{ accountId: alice.id, silent: false }]);
        const media = await db.query.mediaAttachments.findFirst();
        expect(media).toMatchObject({
            type: 'image',
            remoteUrl: 'https://x.example/a.png',
            description: 'alt',
            focusX: 500,
            focusY: -1000,
        });
        expect((await db.query.tags.findFirst())?.name).toBe('art');
        expect(await db.select().from(notifications)).toHaveLength(1);
    });

    test.each([
        ['public', (rita: RemotePerson) => ({ to: 'as:Public', cc: rita.followers })],
        ['unlisted', (rita: RemotePerson) => ({ to: rita.followers, cc: ['Public'] })],
        ['private', (rita: RemotePerson) => ({ to: [rita.followers], cc: [] })],
        ['private', (rita: RemotePerson) => ({ to: [], cc: [{ id: rita.followers }] })],
        ['limited', () => ({ to: ['https://elsewhere.example/users/x'], cc: undefined })],
        ['direct', () => ({ to: [], cc: null })],
    ])('is %s as its addressing says', async (visibility, addressing) => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'x', addressing(good.rita));
        await good.send(inbox, good.create(good.rita, note), good.rita);
        await settle();
        expect((await findByUri(db, note.id))?.visibility).toBe(visibility);
    });

    test('that arrives often, at both inboxes and at once, arrives once', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const note = good.note(good.rita, 'once', {
            tag: [{ type: 'Mention', href: alice.uri, name: '@alice' }],
        });
        const create = good.create(good.rita, note);
        const again = { ...create, id: `${create.id}-again` };
        const answers = await Promise.all(
            [inbox, alice.inboxUrl, inbox, alice.inboxUrl].flatMap((to) => [
                good.send(to, create, good.rita),
                good.send(to, again, good.rita),
            ]),
        );
        expect(new Set(answers)).toEqual(new Set([202]));
        await settle();
        expect(await all()).toHaveLength(1);
        expect(await db.select().from(notifications)).toHaveLength(1);
    });

    test('is revised by its author, newest version last, whatever the order of arrival', async () => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'first', { published: '2026-01-01T00:00:00Z' });
        const versions = [1, 2].map((hour) => ({
            ...note,
            content: `<p>version ${hour}</p>`,
            updated: `2026-01-01T0${hour}:00:00Z`,
        }));
        const [older, newer] = versions.map((version) => good.activity(good.rita, 'Update', version));
        for (const activity of [good.create(good.rita, note), newer!, older!]) {
            await good.send(inbox, activity, good.rita);
            await settle();
        }
        expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>version 2</p>');
        const edits = await db.select().from(statusEdits);
        expect(edits.map(({ contentHtml }) => contentHtml)).toEqual(['<p>first</p>']);
    });

    test('that is deleted stays deleted, whatever the order of arrival', async () => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'gone');
        const create = good.create(good.rita, note);
        const remove = good.activity(good.rita, 'Delete', { id: note.id, type: 'Tombstone' });
        const update = good.activity(good.rita, 'Update', { ...note, updated: new Date().toISOString() });
        for (const order of [
            [create, remove, update],
            [remove, update, create],
            [update, remove, create],
        ]) {
            await db.delete(tombstones);
            for (const activity of order)
                await good.send(inbox, { ...activity, id: `${activity.id}-${Math.random()}` }, good.rita);
            await settle();
            expect(await all()).toEqual([]);
        }
    });

    test('finds what it answers, also when that comes later', async () => {
        await using good = await aPeer();
        const parent = good.note(good.rita, 'question');
        const reply = good.note(good.rita, 'answer', { inReplyTo: parent.id });
        for (const note of [reply, parent]) {
            await good.send(inbox, good.create(good.rita, note), good.rita);
            await settle();
        }
        const [question, answer] = [await findByUri(db, parent.id), await findByUri(db, reply.id)];
        expect(answer?.inReplyToId).toBe(question?.id);
        expect(question?.repliesCount).toBe(1);
    });

    test('without what it needs has no effect, and neither has one with nonsense in every field', async () => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'x');
        for (const broken of [
            { ...note, attributedTo: 7 },
            { ...note, type: 'Nonsense' },
            { ...note, id: 'nonsense' },
        ])
            expect(await good.send(inbox, good.create(good.rita, broken), good.rita)).toBe(202);
        const odd = Object.fromEntries(
            [
                'summary',
                'published',
                'updated',
                'url',
                'inReplyTo',
                'tag',
                'attachment',
                'contentMap',
                'sensitive',
                'replies',
                'conversation',
            ].map((name) => [name, { nonsense: [[{}]] }]),
        );
        await good.send(inbox, good.create(good.rita, { ...note, ...odd }), good.rita);
        await settle();
        expect(await all()).toHaveLength(1);
    });

    test('may hold NUL and half characters without harm', async () => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'a\u0000b\ud800c', { summary: '\u0000\udfff' });
        expect(await good.send(inbox, good.create(good.rita, note), good.rita)).toBe(202);
        await settle();
        expect((await findByUri(db, note.id))?.contentHtml).toBe('<p>ab\ufffdc</p>');
    });

    test('is read at its own address when somebody asks for it, once', async () => {
        await using good = await aPeer();
        const note = good.note(good.rita, 'asked for', { url: `${good.origin}/@rita/1` });
        good.documents.set('/@rita/1', { body: note });
        const first = await resolveStatus(db, `${good.origin}/@rita/1`);
        const second = await resolveStatus(db, note.id);
        expect(first?.id).toBe(second?.id);
        expect(first?.contentHtml).toBe('<p>asked for</p>');
    });
});

describe('likes and boosts of somebody elsewhere', () => {
    test('a like of a member’s post counts once, and is taken back', async () => {
        await using good = await aPeer();
        const status = await aStatus(db, { by: await aMember(db, 'alice') });
        const like = good.activity(good.rita, 'Like', status.uri);
        for (const activity of [like, { ...like, id: `${like.id}-again` }])
            await good.send(inbox, activity, good.rita);
        await settle();
        expect((await findByUri(db, status.uri))?.favouritesCount).toBe(1);
        await good.send(inbox, good.activity(good.rita, 'Undo', like), good.rita);
        await settle();
        expect((await findByUri(db, status.uri))?.favouritesCount).toBe(0);
    });

    test('a like that its Undo overtook has no effect', async () => {
        await using good = await aPeer();
        const status = await aStatus(db, { by: await aMember(db, 'alice') });
        const like = good.activity(good.rita, 'Like', status.uri);
        for (const activity of [good.activity(good.rita, 'Undo', like), like])
            await good.send(inbox, activity, good.rita);
        await settle();
        expect(await db.select().from(favourites)).toEqual([]);
    });

    test('a boost of an unknown post reads that post at its origin, and is taken back', async () => {
        await using good = await aPeer();
        await using other = await RemoteServer.start();
        const vera = await other.person('vera');
        const note = other.note(vera, 'boost me');
        const announce = good.activity(good.rita, 'Announce', note.id, {
            to: [PUBLIC],
            published: '2026-01-05T00:00:00Z',
        });
        await good.send(inbox, announce, good.rita);
        await settle();
        const boost = await findByUri(db, announce.id);
        const original = await findByUri(db, note.id);
        expect(boost).toMatchObject({
            boostOfId: original?.id,
            visibility: 'public',
            createdAt: new Date('2026-01-05T00:00:00Z'),
        });
        expect(original?.boostsCount).toBe(1);
        await good.send(inbox, good.activity(good.rita, 'Undo', announce), good.rita);
        await settle();
        expect(await findByUri(db, announce.id)).toBeUndefined();
        expect((await findByUri(db, note.id))?.boostsCount).toBe(0);
    });

    test('a boost of a member’s post tells the member', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const status = await aStatus(db, { by: alice });
        await good.send(inbox, good.activity(good.rita, 'Announce', status.uri, { to: [PUBLIC] }), good.rita);
        await settle();
        expect(await db.select().from(notifications)).toMatchObject([{ accountId: alice.id }]);
        expect((await findByUri(db, status.uri))?.boostsCount).toBe(1);
    });

    test('FED-29: what somebody cannot see they can neither like nor boost', async () => {
        await using good = await aPeer();
        const status = await aStatus(db, { by: await aMember(db, 'alice'), visibility: 'private' });
        for (const type of ['Like', 'Announce'])
            expect(
                await good.send(
                    inbox,
                    good.activity(good.rita, type, status.uri, { to: [PUBLIC] }),
                    good.rita,
                ),
            ).toBe(202);
        await settle();
        expect(await findByUri(db, status.uri)).toMatchObject({ favouritesCount: 0, boostsCount: 0 });
        expect(await db.select().from(notifications)).toEqual([]);
        expect(await db.select().from(statuses).where(eq(statuses.local, false))).toEqual([]);
    });
});

describe('a boost', () => {
    test('by a member goes as wide as the post it boosts, and no wider', async () => {
        await using good = await aPeer();
        const alice = await aMember(db, 'alice');
        const fan = await resolveActor(db, good.rita.id);
        await db.insert(follows).values({ id: newId(), accountId: fan.id, targetId: alice.id });
        const unlisted = good.note(good.rita, 'quiet', { to: [good.rita.followers], cc: [PUBLIC] });
        const closed = good.note(good.rita, 'closed', { to: [good.rita.followers], cc: [alice.uri] });
        for (const note of [unlisted, closed])
            await good.send(inbox, good.create(good.rita, note), good.rita);
        await settle();
        const own = await aStatus(db, { by: alice, visibility: 'private' });
        const as = { accountId: alice.id };
        await boostStatus(db, as, (await findByUri(db, unlisted.id))!.id);
        await settle();
        await boostStatus(db, as, own.id);
        await expect(boostStatus(db, as, (await findByUri(db, closed.id))!.id)).rejects.toThrow('boosted');
        await settle();
        const told = good.of('Announce').map(({ activity }) => [activity.object, activity.to, activity.cc]);
        expect(told).toEqual([
            [unlisted.id, [alice.followersUrl], [PUBLIC, fan.uri]],
            [own.uri, [alice.followersUrl], [alice.uri]],
        ]);
    });

    test('from elsewhere is told as wide as it says, of one’s own to followers, and never of what is somebody else’s and closed', async () => {
        await using good = await aPeer();
        const nora = await good.person('nora');
        const alice = await aMember(db, 'alice');
        const to = [good.rita.followers];
        const closed = good.note(good.rita, 'closed', { to, cc: [alice.uri, nora.id] });
        const open = good.note(good.rita, 'open');
        for (const note of [closed, open]) await good.send(inbox, good.create(good.rita, note), good.rita);
        await settle();
        await good.send(inbox, good.activity(good.rita, 'Announce', closed.id, { to: [PUBLIC] }), good.rita);
        await good.send(inbox, good.activity(nora, 'Announce', closed.id, { to: [PUBLIC] }), nora);
        const quietly = { to: [nora.followers], cc: [PUBLIC] };
        await good.send(inbox, good.activity(nora, 'Announce', open.id, quietly), nora);
        await settle();
        const boosts = (await all()).filter(({ boostOfId }) => boostOfId !== null);
        const of = async (uri: string) => {
            const { id } = (await findByUri(db, uri))!;
            return boosts.filter(({ boostOfId }) => boostOfId === id).map(({ visibility }) => visibility);
        };
        expect([await of(closed.id), await of(open.id)]).toEqual([['private'], ['unlisted']]);
    });
});
