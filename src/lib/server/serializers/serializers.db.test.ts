import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { newId } from '$lib/server/db';
import * as tables from '$lib/server/db/schema';
import { testDatabase } from '../../../../tests/support/database';
import { aPoll, aRemoteAccount, aStatus, anAccount } from '../../../../tests/support/factories';
import { asViewer } from '../../../../tests/support/viewers';
import { presentAccount, presentStatus, presentStatuses } from './index';

const db = await testDatabase();

const likes = (account: { id: string }, status: { id: string }) =>
    db.insert(tables.favourites).values({ id: newId(), accountId: account.id, statusId: status.id });

test('a status carries its author, mentions, hashtags, media, poll and card', async () => {
    const ana = await anAccount(db, { username: 'ana' });
    const ben = await aRemoteAccount(db, { username: 'ben', domain: 'far.test' });
    const status = await aStatus(db, { by: ana, contentWarning: 'Food', sensitive: true, language: 'de' });
    await db.insert(tables.mentions).values({ statusId: status.id, accountId: ben.id });
    const tagId = newId();
    await db.insert(tables.tags).values({ id: tagId, name: 'bread', displayName: 'Bread' });
    await db.insert(tables.statusTags).values({ statusId: status.id, tagId });
    const media = { accountId: ana.id, statusId: status.id, type: 'image' as const };
    await db.insert(tables.mediaAttachments).values([
        { ...media, id: newId(), position: 1, key: 'second.webp', focusX: 500, focusY: -250 },
        {
            ...media,
            id: newId(),
            position: 0,
            key: 'first.webp',
            description: 'A loaf',
            original: { width: 800, height: 600 },
        },
    ]);
    const poll = { id: newId(), statusId: status.id, options: ['Rye', 'Spelt'], counts: [2, 1] };
    await db
        .insert(tables.polls)
        .values({ ...poll, votersCount: 3, expiresAt: new Date(Date.now() + 60_000) });
    await db.insert(tables.pollVotes).values({ id: newId(), pollId: poll.id, accountId: ben.id, choice: 1 });
    const cardId = newId();
    await db.insert(tables.previewCards).values({ id: cardId, url: 'https://far.test/a', title: 'A page' });
    await db.insert(tables.statusCards).values({ statusId: status.id, cardId });

    const entity = await presentStatus(db, { accountId: ben.id }, status.id);

    expect(entity).toMatchObject({
        id: status.id,
        spoiler_text: 'Food',
        sensitive: true,
        language: 'de',
        created_at: status.createdAt.toISOString(),
        account: { id: ana.id, acct: 'ana', username: 'ana' },
        mentions: [{ id: ben.id, acct: 'ben@far.test', url: 'https://far.test/@ben' }],
        tags: [{ name: 'bread' }],
        poll: { votes_count: 3, voters_count: 3, voted: true, own_votes: [1], expired: false },
        card: { url: 'https://far.test/a', title: 'A page', image: null },
        favourited: false,
        filtered: [],
    });
    expect(
        entity.media_attachments.map(({ url, description, meta }) => [
            url?.split('/').at(-1),
            description,
            meta,
        ]),
    ).toEqual([
        ['first.webp', 'A loaf', { original: { width: 800, height: 600, size: '800x600', aspect: 4 / 3 } }],
        ['second.webp', null, { focus: { x: 0.5, y: -0.25 } }],
    ]);
});

test('the viewer reads what they did to a status, and a guest reads nothing of it', async () => {
    const ana = await anAccount(db);
    const status = await aStatus(db, { by: ana, conversationId: '7' });
    await likes(ana, status);
    const mine = { accountId: ana.id, statusId: status.id };
    await db.insert(tables.bookmarks).values({ id: newId(), ...mine });
    await db.insert(tables.pins).values(mine);
    await db.insert(tables.conversationMutes).values({ accountId: ana.id, conversationId: '7' });
    await aStatus(db, { by: ana, boostOfId: status.id });

    const all = { favourited: true, bookmarked: true, reblogged: true, pinned: true, muted: true };
    expect(await presentStatus(db, { accountId: ana.id }, status.id)).toMatchObject(all);
    const guest = await presentStatus(db, null, status.id);
    for (const name of [...Object.keys(all), 'filtered']) expect(guest).not.toHaveProperty(name);
});

test('a boost wraps the status it boosts, with nothing of its own', async () => {
    const [ana, ben] = [await anAccount(db), await anAccount(db)];
    const original = await aStatus(db, { by: ana, text: 'The original' });
    const boost = await aStatus(db, { by: ben, boostOfId: original.id, contentHtml: '' });
    await likes(ben, original);
    const entity = await presentStatus(db, { accountId: ben.id }, boost.id);
    expect(entity).toMatchObject({ id: boost.id, content: '', favourited: true, account: { id: ben.id } });
    expect(entity.reblog).toMatchObject({ id: original.id, account: { id: ana.id }, reblogged: true });
});

test('a boost of what the viewer may not see is not shown', async () => {
    const [ana, ben, cleo] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    const original = await aStatus(db, { by: ana });
    const boost = await aStatus(db, { by: ben, boostOfId: original.id });
    await db.insert(tables.blocks).values({ id: newId(), accountId: ana.id, targetId: cleo.id });
    expect(await presentStatuses(db, { accountId: cleo.id }, [boost.id, original.id])).toEqual([]);
    expect(await presentStatuses(db, { accountId: ben.id }, [boost.id])).toHaveLength(1);
});

test('a status that may no longer be seen is left out, whoever asked for its id', async () => {
    const [ana, ben] = [await anAccount(db), await anAccount(db)];
    const open = await aStatus(db, { by: ana });
    const closed = await aStatus(db, { by: ana, visibility: 'private' });
    const seen = await presentStatuses(db, { accountId: ben.id }, [closed.id, open.id, '12345']);
    expect(seen.map(({ id }) => id)).toEqual([open.id]);
});

test('a quote shows what it quotes, and only the state of what the viewer may not see', async () => {
    const [ana, ben] = [await anAccount(db), await anAccount(db)];
    const inner = await aStatus(db, { by: ana });
    const middle = await aStatus(db, { by: ana, quoteOfId: inner.id, quoteState: 'accepted' });
    const outer = await aStatus(db, { by: ben, quoteOfId: middle.id, quoteState: 'accepted' });
    const boost = await aStatus(db, { by: ana, boostOfId: outer.id });
    const entity = await presentStatus(db, null, boost.id);
    expect(entity.reblog?.quote).toMatchObject({
        state: 'accepted',
        quoted_status: { id: middle.id, quote: { state: 'accepted', quoted_status_id: inner.id } },
    });
    const hidden = await aStatus(db, { by: ana, visibility: 'private' });
    const secret = await aStatus(db, { by: ben, quoteOfId: hidden.id, quoteState: 'accepted' });
    expect((await presentStatus(db, null, secret.id)).quote).toEqual({
        state: 'unauthorized',
        quoted_status: null,
    });
});

test('presenting forty statuses, with polls and reactions, asks the database as often as presenting one', async () => {
    const viewer = { accountId: (await anAccount(db)).id };
    const ids: string[] = [];
    for (let i = 0; i < 40; i++) {
        const author = await anAccount(db);
        const status = await aStatus(db, { by: author, emojis: { blob: 'https://far.test/blob.png' } });
        await aPoll(db, status);
        await db
            .insert(tables.reactions)
            .values({ id: newId(), accountId: author.id, statusId: status.id, emoji: '🎉' });
        ids.push(i % 4 ? status.id : (await aStatus(db, { by: author, boostOfId: status.id })).id);
    }
    // A member's filters are read once, and then known until they change.
    await presentStatuses(db, viewer, []);
    const statements = vi.spyOn(db.$client, 'unsafe');
    expect(await presentStatuses(db, viewer, ids.slice(0, 1))).toHaveLength(1);
    const forOne = statements.mock.calls.length;
    expect(await presentStatuses(db, viewer, ids)).toHaveLength(40);
    expect(statements.mock.calls.length - forOne).toBe(forOne);
    expect(forOne).toBe(2);
    // Authors who are known as they are now are not asked for again.
    await presentStatuses(db, viewer, ids);
    expect(statements.mock.calls.length - 2 * forOne).toBe(1);
    statements.mockRestore();
});

test('what changes about an author, their role included, shows on their posts at once', async () => {
    const ana = await anAccount(db, { displayName: 'Ana' });
    const { id } = await aStatus(db, { by: ana });
    const account = async () => (await presentStatus(db, null, id)).account;
    expect(await account()).toMatchObject({ display_name: 'Ana', roles: [] });

    await db
        .update(tables.accounts)
        .set({ displayName: 'Ana of the Sea' })
        .where(eq(tables.accounts.id, ana.id));
    expect(await account()).toMatchObject({ display_name: 'Ana of the Sea' });

    const viewer = await asViewer(db, ana);
    const role = { id: newId(), name: 'Keeper', permissions: 0n, highlighted: true };
    await db.insert(tables.roles).values(role);
    await db.update(tables.users).set({ roleId: role.id }).where(eq(tables.users.id, viewer.userId));
    expect(await account()).toMatchObject({ roles: [{ name: 'Keeper' }] });

    await db.update(tables.roles).set({ name: 'Keeper of the light' }).where(eq(tables.roles.id, role.id));
    expect(await account()).toMatchObject({ roles: [{ name: 'Keeper of the light' }] });
    await db.delete(tables.roles).where(eq(tables.roles.id, role.id));
    expect(await account()).toMatchObject({ roles: [] });
});

test('an account is shown with its handle, its day of joining and its day of posting', async () => {
    const ana = await aRemoteAccount(db, {
        username: 'Ana',
        domain: 'far.test',
        createdAt: new Date('2026-02-03T23:30:00Z'),
        lastStatusAt: new Date('2026-03-04T01:00:00Z'),
        fields: [
            {
                name: 'Home',
                value: '<a href="https://ana.test">ana.test</a>',
                verifiedAt: '2026-01-01T00:00:00Z',
            },
        ],
        emojis: { cat: 'https://far.test/cat.png' },
    });
    expect(await presentAccount(db, null, ana.id)).toMatchObject({
        acct: 'Ana@far.test',
        created_at: '2026-02-03T00:00:00.000Z',
        last_status_at: '2026-03-04',
        fields: [{ name: 'Home', verified_at: '2026-01-01T00:00:00Z' }],
        emojis: [{ shortcode: 'cat', url: expect.stringMatching(/^http:\/\/localhost:3000\/media-proxy\//) }],
    });
});

test('somebody suspended keeps a handle and loses the profile', async () => {
    const ana = await anAccount(db, { displayName: 'Ana', bioHtml: '<p>Hi</p>', suspendedAt: new Date() });
    expect(await presentAccount(db, null, ana.id)).toMatchObject({
        username: ana.username,
        display_name: '',
        note: '',
        suspended: true,
    });
});

test('an account that moved names where to, once', async () => {
    const third = await anAccount(db);
    const second = await anAccount(db, { movedToId: third.id });
    const first = await anAccount(db, { movedToId: second.id });
    const entity = await presentAccount(db, null, first.id);
    expect(entity.moved?.id).toBe(second.id);
    expect(entity.moved).not.toHaveProperty('moved');
});
