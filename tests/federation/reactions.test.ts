import { beforeEach, describe, expect, test } from 'vitest';
import { accounts, customEmojis, notifications, reactions } from '$lib/server/db/schema';
import { eq } from 'drizzle-orm';
import { newId } from '$lib/server/db';
import { reactToStatus, readEmoji, takeBackReaction } from '$lib/server/domain/reactions';
import { findByUri } from '$lib/server/domain/statuses';
import { addressOfKey } from '$lib/server/storage';
import { aStatus } from '../support/factories';
import { aMember } from './support/members';
import { ourServer } from './support/our-server';
import { RemoteServer } from './support/remote-server';

const { db, origin, settle } = await ourServer();
const inbox = `${origin}/inbox`;

async function aPeer() {
    const good = await RemoteServer.start();
    return Object.assign(good, { rita: await good.person('rita') });
}

let alice: Awaited<ReturnType<typeof aMember>>;
let post: Awaited<ReturnType<typeof aStatus>>;
beforeEach(async () => {
    alice = await aMember(db, 'alice');
    post = await aStatus(db, { by: alice });
});

const stored = async () =>
    (await db.select().from(reactions).orderBy(reactions.id)).map(({ emoji, imageUrl }) => [emoji, imageUrl]);
const blob = {
    type: 'Emoji',
    name: ':blob:',
    icon: { type: 'Image', url: 'https://pictures.test/blob.png' },
};

describe('a reaction from elsewhere', () => {
    test.each([
        ['an EmojiReact', 'EmojiReact', { content: '🎉' }],
        ['a Like with content', 'Like', { content: '🎉' }],
        ['a Like of Misskey', 'Like', { _misskey_reaction: '🎉' }],
    ])('as %s stands under the post, and its author is told', async (_, type, more) => {
        await using good = await aPeer();
        await good.send(inbox, good.activity(good.rita, type, post.uri, more), good.rita);
        await settle();
        expect(await stored()).toEqual([['🎉', null]]);
        expect(await db.select().from(notifications)).toMatchObject([
            { kind: 'reaction', accountId: alice.id, detail: { emoji: '🎉' } },
        ]);
        expect((await findByUri(db, post.uri))?.favouritesCount).toBe(0);
    });

    test.each([':blob:', ':blob@pictures.test:'])(
        'with a custom emoji (%s) brings its picture',
        async (content) => {
            await using good = await aPeer();
            const tag = [{ ...blob, name: content }, blob];
            await good.send(
                inbox,
                good.activity(good.rita, 'EmojiReact', post.uri, { content, tag }),
                good.rita,
            );
            await settle();
            expect(await stored()).toEqual([['blob', 'https://pictures.test/blob.png']]);
        },
    );

    test.each([
        ['a heart', { content: '❤' }],
        ['a heart of the other spelling', { _misskey_reaction: '❤️' }],
        ['an emoji that has no picture', { content: ':blob:' }],
        ['words', { content: 'how nice' }],
        ['nothing', {}],
    ])('as a Like with %s is a like', async (_, more) => {
        await using good = await aPeer();
        await good.send(inbox, good.activity(good.rita, 'Like', post.uri, more), good.rita);
        await settle();
        expect(await stored()).toEqual([]);
        expect((await findByUri(db, post.uri))?.favouritesCount).toBe(1);
    });

    test('that is no emoji is none', async () => {
        await using good = await aPeer();
        for (const content of ['how nice', ':blob:', undefined, 7])
            await good.send(inbox, good.activity(good.rita, 'EmojiReact', post.uri, { content }), good.rita);
        await settle();
        expect(await stored()).toEqual([]);
        expect((await findByUri(db, post.uri))?.favouritesCount).toBe(0);
    });

    test('arrives once, and is at most eight by one person', async () => {
        await using good = await aPeer();
        const [first, ...others] = ['🍇', '🍈', '🍉', '🍊', '🍋', '🍌', '🍍', '🥭', '🍎', '🍏'].map(
            (content) => good.activity(good.rita, 'EmojiReact', post.uri, { content }),
        );
        for (const activity of [first!, { ...first!, id: `${first!.id}-again` }, ...others])
            await good.send(inbox, activity, good.rita);
        await settle();
        expect(await stored()).toHaveLength(8);
    });

    test.each([
        ['by its id', (react: { id: string }) => react.id],
        ['told whole', (react: object) => react],
        ['told whole under another id', (react: { id: string }) => ({ ...react, id: `${react.id}-other` })],
    ])('is taken back %s', async (_, told) => {
        await using good = await aPeer();
        const react = good.activity(good.rita, 'EmojiReact', post.uri, { content: '🎉' });
        await good.send(inbox, react, good.rita);
        await settle();
        await good.send(inbox, good.activity(good.rita, 'Undo', told(react)), good.rita);
        await settle();
        expect(await stored()).toEqual([]);
        expect(await db.select().from(notifications)).toEqual([]);
    });

    test('that was taken back before it came has no effect', async () => {
        await using good = await aPeer();
        const react = good.activity(good.rita, 'EmojiReact', post.uri, { content: '🎉' });
        await good.send(inbox, good.activity(good.rita, 'Undo', react.id), good.rita);
        await good.send(inbox, react, good.rita);
        await settle();
        expect(await stored()).toEqual([]);
    });

    test('is not taken back by somebody else', async () => {
        await using good = await aPeer();
        await using evil = await RemoteServer.start();
        const eve = await evil.person('eve');
        const react = good.activity(good.rita, 'EmojiReact', post.uri, { content: '🎉' });
        await good.send(inbox, react, good.rita);
        await settle();
        await evil.send(inbox, evil.activity(eve, 'Undo', react), eve);
        await evil.send(inbox, evil.activity(eve, 'Undo', react.id), eve);
        await settle();
        expect(await stored()).toHaveLength(1);
    });
});

describe('a member’s reaction', () => {
    async function aRemotePost() {
        const good = await aPeer();
        const note = good.note(good.rita, 'hello');
        await good.send(inbox, good.create(good.rita, note), good.rita);
        await settle();
        return { good, note, status: (await findByUri(db, note.id))! };
    }

    test('goes to the author as an EmojiReact, and is undone whole', async () => {
        const { good, note, status } = await aRemotePost();
        await using _ = good;
        await reactToStatus(db, { accountId: alice.id }, status.id, await readEmoji(db, '🎉'));
        await settle();
        const [react] = good.of('EmojiReact');
        expect(react?.activity).toMatchObject({
            actor: alice.uri,
            object: note.id,
            content: '🎉',
            to: [good.rita.id],
        });
        await takeBackReaction(db, { accountId: alice.id }, status.id, '🎉');
        await settle();
        const { '@context': _context, ...whole } = react!.activity;
        expect(good.of('Undo').map(({ activity }) => activity.object)).toEqual([whole]);
    });

    test('with an emoji of the community brings its picture', async () => {
        const { good, status } = await aRemotePost();
        await using _ = good;
        const key = `emoji/${'x'.repeat(27)}.webp`;
        await db.insert(customEmojis).values({ id: newId(), shortcode: 'blobcat', key, staticKey: key });
        await reactToStatus(db, { accountId: alice.id }, status.id, await readEmoji(db, ':blobcat:'));
        await settle();
        const icon = { type: 'Image', mediaType: 'image/webp', url: addressOfKey(key) };
        const id = `${origin}/emoji/blobcat`;
        const emoji = { id, type: 'Emoji', name: ':blobcat:', icon };
        expect(good.of('EmojiReact')[0]?.activity).toMatchObject({ content: ':blobcat:', tag: [emoji] });
        expect((await good.get(id)).body).toMatchObject(emoji);
    });
});

describe('the emoji of a text', () => {
    const key = `emoji/${'y'.repeat(27)}.webp`;
    const tagOf = () => ({
        type: 'Emoji',
        name: ':blobcat:',
        icon: { type: 'Image', url: addressOfKey(key) },
    });

    test('go along with a member’s post and profile', async () => {
        await using good = await aPeer();
        const emojis = { blobcat: addressOfKey(key) };
        await db.update(accounts).set({ emojis }).where(eq(accounts.id, alice.id));
        const status = await aStatus(db, { by: alice, text: ':blobcat:', emojis });
        expect((await good.get(status.uri)).body.tag).toMatchObject([tagOf()]);
        expect((await good.get(alice.uri)).body.tag).toMatchObject([tagOf()]);
    });

    test('of somebody elsewhere are kept from the tags of their post and of themselves', async () => {
        await using good = await RemoteServer.start();
        const rita = await good.person('rita', { name: 'Rita :blob:', tag: [blob] });
        const note = good.note(rita, 'hi :blob: :other:', {
            tag: [blob, { type: 'Emoji', name: ':other:' }],
        });
        await good.send(inbox, good.create(rita, note), rita);
        await settle();
        const status = await findByUri(db, note.id);
        expect(status?.emojis).toEqual({ blob: 'https://pictures.test/blob.png' });
        const [account] = await db.select().from(accounts).where(eq(accounts.id, status!.accountId));
        expect(account?.emojis).toEqual({ blob: 'https://pictures.test/blob.png' });
    });
});
