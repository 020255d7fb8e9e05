import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import * as tables from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount, anAccount, aStatus } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import {
    accountTimeline,
    fanOut,
    fillHome,
    HOME_SIZE,
    homeTimeline,
    listTimeline,
    publicTimeline,
    removeFromHome,
    tagTimeline,
    trimHomes,
} from './index';

const db = await testDatabase();

type Account = typeof tables.accounts.$inferSelect;
type Status = typeof tables.statuses.$inferSelect;

const PAGE = { limit: 20 };
const home = (account: Account, slice = {}) =>
    homeTimeline(db, { accountId: account.id }, { ...PAGE, ...slice });
const follow = (account: Account, target: Account, given = {}) =>
    db.insert(tables.follows).values({ id: newId(), accountId: account.id, targetId: target.id, ...given });
const pair = (account: Account, target: Account) => ({
    id: newId(),
    accountId: account.id,
    targetId: target.id,
});
const mention = (status: Status, account: Account) =>
    db.insert(tables.mentions).values({ statusId: status.id, accountId: account.id });
const answerTo = (parent: Status) => ({ inReplyToId: parent.id, inReplyToAccountId: parent.accountId });
const tag = async (status: Status, name: string) => {
    await db.insert(tables.tags).values({ id: newId(), name, displayName: name }).onConflictDoNothing();
    const row = await db.query.tags.findFirst({ where: (table) => eq(table.name, name) });
    await db.insert(tables.statusTags).values({ statusId: status.id, tagId: row!.id });
    return row!;
};

describe('home', () => {
    test('a post comes to its author and to followers here, and to nobody else', async () => {
        const [ana, ben, cleo, far] = [
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
            await aRemoteAccount(db),
        ];
        await follow(ben, ana);
        await follow(far, ana);
        const status = await aStatus(db, { by: ana });
        expect((await fanOut(db, status)).sort()).toEqual([ana.id, ben.id].sort());
        expect(await fanOut(db, status)).toEqual([]);
        expect(await home(ben)).toEqual([status.id]);
        expect(await home(cleo)).toEqual([]);
    });

    test('a direct post comes to those it names, follower or not, and to no other follower', async () => {
        const [ana, ben, cleo] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await follow(cleo, ana);
        const status = await aStatus(db, { by: ana, visibility: 'direct' });
        await mention(status, ben);
        expect((await fanOut(db, status)).sort()).toEqual([ana.id, ben.id].sort());
    });

    test('an open post does not come to somebody it names who does not follow', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const status = await aStatus(db, { by: ana });
        await mention(status, ben);
        expect(await fanOut(db, status)).toEqual([ana.id]);
    });

    test('an answer comes only to those who follow both sides, or are the one answered', async () => {
        const [ana, ben, cleo, dora] = [
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
        ];
        for (const reader of [ben, cleo, dora]) await follow(reader, ana);
        await follow(cleo, dora);
        const answer = await aStatus(db, { by: ana, ...answerTo(await aStatus(db, { by: dora })) });
        expect((await fanOut(db, answer)).sort()).toEqual([ana.id, cleo.id, dora.id].sort());
        const own = await aStatus(db, { by: ana, ...answerTo(await aStatus(db, { by: ana })) });
        expect(await fanOut(db, own)).toHaveLength(4);
        const unknown = await aStatus(db, { by: ana, inReplyToUri: 'https://far.test/1' });
        expect(await fanOut(db, unknown)).toEqual([ana.id]);
    });

    test.each(['blocks', 'mutes'] as const)(
        'nobody in %s comes along: not as booster’s author, not named, not answered',
        async (table) => {
            const [ana, ben, foe] = [await anAccount(db), await anAccount(db), await anAccount(db)];
            await follow(ben, ana);
            await follow(ben, foe);
            await db.insert(tables[table]).values(pair(ben, foe));
            const original = await aStatus(db, { by: foe });
            const boost = await aStatus(db, { by: ana, boostOfId: original.id });
            const naming = await aStatus(db, { by: ana });
            await mention(naming, foe);
            const answer = await aStatus(db, { by: ana, ...answerTo(original) });
            for (const status of [original, boost, naming, answer])
                expect(await fanOut(db, status)).not.toContain(ben.id);
        },
    );

    test('a mute that has ended hides nothing', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        await follow(ben, ana);
        await db.insert(tables.mutes).values({ ...pair(ben, ana), expiresAt: new Date(Date.now() - 1_000) });
        const status = await aStatus(db, { by: ana });
        expect(await fanOut(db, status)).toContain(ben.id);
        expect(await home(ben)).toEqual([status.id]);
    });

    test('somebody muted later disappears at once, with what others boosted of them', async () => {
        const [ana, ben, foe] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await follow(ben, ana);
        await follow(ben, foe);
        const original = await aStatus(db, { by: foe, at: new Date(Date.now() - 5_000) });
        await fanOut(db, await aStatus(db, { by: ana, boostOfId: original.id }));
        await fanOut(db, await aStatus(db, { by: foe }));
        expect(await home(ben)).toHaveLength(2);
        await db.insert(tables.mutes).values(pair(ben, foe));
        expect(await home(ben)).toEqual([]);
    });

    test('boosts stay out where the follower does not want them, or the boosted author has blocked them', async () => {
        const [ana, ben, cleo, author] = [
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
        ];
        await follow(ben, ana, { showBoosts: false });
        await follow(cleo, ana);
        await db.insert(tables.blocks).values(pair(author, cleo));
        const boost = await aStatus(db, { by: ana, boostOfId: (await aStatus(db, { by: author })).id });
        expect(await fanOut(db, boost)).toEqual([ana.id]);
    });

    test('a domain somebody refused stays out, boosted too', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const far = await aRemoteAccount(db, { domain: 'far.test' });
        await follow(ben, ana);
        await db.insert(tables.domainBlocks).values({ id: newId(), accountId: ben.id, domain: 'far.test' });
        const boost = await aStatus(db, { by: ana, boostOfId: (await aStatus(db, { by: far })).id });
        expect(await fanOut(db, boost)).toEqual([ana.id]);
    });

    test('a follow for some languages lets those through, and what names no language', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        await follow(ben, ana, { languages: ['eo'] });
        const readers = async (language: string | null) =>
            fanOut(db, await aStatus(db, { by: ana, language }));
        expect(await readers('de')).toEqual([ana.id]);
        expect(await readers('eo')).toContain(ben.id);
        expect(await readers(null)).toContain(ben.id);
    });

    test('the people of an exclusive list stay on the list', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        await follow(ben, ana);
        const listId = newId();
        await db
            .insert(tables.lists)
            .values({ id: listId, accountId: ben.id, title: 'Apart', exclusive: true });
        await db.insert(tables.listAccounts).values({ listId, accountId: ana.id });
        const status = await aStatus(db, { by: ana });
        expect(await fanOut(db, status)).toEqual([ana.id]);
        expect(await listTimeline(db, { accountId: ben.id }, listId, PAGE)).toEqual([status.id]);
    });

    test('a post boosted twice within the newest eighty comes once', async () => {
        const [ana, ben, cleo] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await follow(cleo, ana);
        await follow(cleo, ben);
        const original = await aStatus(db, { by: await anAccount(db) });
        expect(await fanOut(db, await aStatus(db, { by: ana, boostOfId: original.id }))).toContain(cleo.id);
        expect(await fanOut(db, await aStatus(db, { by: ben, boostOfId: original.id }))).not.toContain(
            cleo.id,
        );
        for (let i = 0; i < 80; i++) await fanOut(db, await aStatus(db, { by: ana }));
        const third = await anAccount(db);
        await follow(cleo, third);
        expect(await fanOut(db, await aStatus(db, { by: third, boostOfId: original.id }))).toContain(cleo.id);
    });

    test('a followed hashtag brings open posts of people one does not follow', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const [open, closed] = [
            await aStatus(db, { by: ana }),
            await aStatus(db, { by: ana, visibility: 'unlisted' }),
        ];
        const { id: tagId } = await tag(open, 'bread');
        await tag(closed, 'bread');
        await db.insert(tables.followedTags).values({ id: newId(), accountId: ben.id, tagId });
        expect(await fanOut(db, open)).toContain(ben.id);
        expect(await fanOut(db, closed)).not.toContain(ben.id);
    });

    test('following brings what was posted lately, each at its time; unfollowing takes it away', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const old = await aStatus(db, { by: ana, at: new Date(Date.now() - 60_000) });
        const own = await aStatus(db, { by: ben, at: new Date(Date.now() - 30_000) });
        await fanOut(db, own);
        const secret = await aStatus(db, { by: ana, visibility: 'direct' });
        await follow(ben, ana);
        await fillHome(db, { accountId: ben.id, targetId: ana.id });
        expect(await home(ben)).toEqual([own.id, old.id]);
        expect(await home(ben)).not.toContain(secret.id);
        await removeFromHome(db, { accountId: ben.id, targetId: ana.id });
        expect(await home(ben)).toEqual([own.id]);
    });

    test('a home keeps its newest 800', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const ids = await db.$client<{ id: string }[]>`
            insert into statuses (id, account_id, uri, local, visibility, created_at)
            select n, ${ana.id}, 'x:' || n, true, 'public', now() from generate_series(1, ${HOME_SIZE + 30}) n
            returning id`;
        await db.$client`insert into home_feed select ${ben.id}, id, account_id, null from statuses`;
        await trimHomes(db, [ben.id, ana.id]);
        const kept = await db.query.homeFeed.findMany();
        expect(kept).toHaveLength(HOME_SIZE);
        expect(kept.map(({ statusId }) => statusId)).not.toContain(ids[0]?.id);
    });

    test('pages go down by max_id, to the floor of since_id, and up from min_id, always newest first', async () => {
        const ana = await anAccount(db);
        const ids: string[] = [];
        for (let i = 0; i < 6; i++) {
            const status = await aStatus(db, { by: ana, at: new Date(1_700_000_000_000 + i * 1_000) });
            await fanOut(db, status);
            ids.unshift(status.id);
        }
        expect(await home(ana, { limit: 2 })).toEqual(ids.slice(0, 2));
        expect(await home(ana, { limit: 2, maxId: ids[1] })).toEqual(ids.slice(2, 4));
        expect(await home(ana, { limit: 2, sinceId: ids[5] })).toEqual(ids.slice(0, 2));
        expect(await home(ana, { limit: 2, minId: ids[5] })).toEqual(ids.slice(3, 5));
    });
});

describe('public', () => {
    const ids = async (filter = {}, viewer: Account | null = null, slice = {}) =>
        publicTimeline(db, viewer && (await asViewer(db, viewer)), filter, { ...PAGE, ...slice });

    test('open posts of here and elsewhere; no boosts, no answers to others, nothing unlisted, nobody limited', async () => {
        const [ana, far, limited] = [
            await anAccount(db),
            await aRemoteAccount(db),
            await anAccount(db, { silencedAt: new Date() }),
        ];
        const here = await aStatus(db, { by: ana, at: new Date(Date.now() - 9_000) });
        const there = await aStatus(db, { by: far, at: new Date(Date.now() - 8_000) });
        const thread = await aStatus(db, { by: ana, ...answerTo(here), at: new Date(Date.now() - 7_000) });
        await aStatus(db, { by: ana, ...answerTo(there) });
        await aStatus(db, { by: far, inReplyToUri: 'https://elsewhere.test/1' });
        await aStatus(db, { by: ana, boostOfId: there.id });
        await aStatus(db, { by: ana, visibility: 'unlisted' });
        await aStatus(db, { by: ana, visibility: 'private' });
        await aStatus(db, { by: ana, localOnly: true });
        await aStatus(db, { by: limited });
        expect(await ids()).toEqual([thread.id, there.id, here.id]);
        expect(await ids({ origin: 'local' })).toEqual([thread.id, here.id]);
        expect(await ids({ origin: 'remote' })).toEqual([there.id]);
        const picture = { id: newId(), accountId: ana.id, statusId: here.id, type: 'image' as const };
        await db.insert(tables.mediaAttachments).values(picture);
        expect(await ids({ onlyMedia: true })).toEqual([here.id]);
    });

    test('without those the viewer blocked, muted, or who blocked them, and their domains', async () => {
        const [viewer, blocked, muted, blocker] = [
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
            await anAccount(db),
        ];
        const far = await aRemoteAccount(db, { domain: 'far.test' });
        await db.insert(tables.blocks).values([pair(viewer, blocked), pair(blocker, viewer)]);
        await db.insert(tables.mutes).values(pair(viewer, muted));
        await db
            .insert(tables.domainBlocks)
            .values({ id: newId(), accountId: viewer.id, domain: 'far.test' });
        for (const by of [blocked, muted, blocker, far]) await aStatus(db, { by });
        const own = await aStatus(db, { by: viewer });
        expect(await ids({}, viewer)).toEqual([own.id]);
        expect(await ids()).toHaveLength(5);
    });

    test('in the languages the viewer chose, and posts that name none', async () => {
        const viewer = await anAccount(db);
        await db
            .update(tables.users)
            .set({ chosenLanguages: ['eo'] })
            .where(eq(tables.users.accountId, viewer.id));
        const by = await anAccount(db);
        for (const language of ['de', 'eo', null]) await aStatus(db, { by, language });
        expect(await ids({}, viewer)).toHaveLength(2);
    });
});

describe('a hashtag', () => {
    test('however it is written, with answers, narrowed by other hashtags', async () => {
        const ana = await anAccount(db);
        const [both, one, other] = [
            await aStatus(db, { by: ana }),
            await aStatus(db, { by: ana }),
            await aStatus(db, { by: ana }),
        ];
        const answer = await aStatus(db, { by: ana, ...answerTo(one) });
        for (const status of [both, one, answer]) await tag(status, 'cafe');
        for (const status of [both, other]) await tag(status, 'bread');
        const ids = async (filter = {}) => new Set(await tagTimeline(db, null, 'Café', filter, PAGE));
        expect(await ids()).toEqual(new Set([both.id, one.id, answer.id]));
        expect(await ids({ any: ['Bread'] })).toEqual(new Set([both.id, one.id, answer.id, other.id]));
        expect(await ids({ all: ['bread'] })).toEqual(new Set([both.id]));
        expect(await ids({ none: ['bread'] })).toEqual(new Set([one.id, answer.id]));
        expect(await tagTimeline(db, null, 'unknown', {}, PAGE)).toEqual([]);
    });
});

describe('somebody’s posts', () => {
    test('as far as the reader may see them, narrowed as asked', async () => {
        const [ana, ben] = [await anAccount(db), await anAccount(db)];
        const plain = await aStatus(db, { by: ana });
        const answer = await aStatus(db, { by: ana, ...answerTo(await aStatus(db, { by: ben })) });
        const boost = await aStatus(db, { by: ana, boostOfId: (await aStatus(db, { by: ben })).id });
        const hidden = await aStatus(db, { by: ana, visibility: 'private' });
        await tag(plain, 'bread');
        await db.insert(tables.pins).values({ accountId: ana.id, statusId: plain.id });
        const ids = async (filter = {}, viewer: Account | null = null) =>
            new Set(await accountTimeline(db, viewer && { accountId: viewer.id }, ana.id, filter, PAGE));
        expect(await ids()).toEqual(new Set([plain.id, answer.id, boost.id]));
        expect(await ids({}, ana)).toContain(hidden.id);
        expect(await ids({ excludeReplies: true, excludeBoosts: true })).toEqual(new Set([plain.id]));
        expect(await ids({ tagged: 'Bread' })).toEqual(new Set([plain.id]));
        expect(await ids({ pinned: true })).toEqual(new Set([plain.id]));
        expect(await ids({ onlyMedia: true })).toEqual(new Set());
    });
});

test('a list is read by its owner alone, with the answers its policy lets through', async () => {
    const [owner, ana, ben, cleo] = [
        await anAccount(db),
        await anAccount(db),
        await anAccount(db),
        await anAccount(db),
    ];
    const listId = newId();
    await db.insert(tables.lists).values({ id: listId, accountId: owner.id, title: 'Friends' });
    for (const account of [ana, ben]) {
        await db.insert(tables.listAccounts).values({ listId, accountId: account.id });
        await follow(owner, account);
    }
    const plain = await aStatus(db, { by: ana });
    const inside = await aStatus(db, { by: ben, ...answerTo(plain) });
    const outside = await aStatus(db, { by: ben, ...answerTo(await aStatus(db, { by: cleo })) });
    const ids = async () => new Set(await listTimeline(db, { accountId: owner.id }, listId, PAGE));
    expect(await ids()).toEqual(new Set([plain.id, inside.id]));
    await db.update(tables.lists).set({ repliesPolicy: 'none' });
    expect(await ids()).toEqual(new Set([plain.id]));
    await db.update(tables.lists).set({ repliesPolicy: 'followed' });
    await follow(owner, cleo);
    expect(await ids()).toEqual(new Set([plain.id, inside.id, outside.id]));
    for (const id of [listId, '1', 'x'])
        await expect(listTimeline(db, { accountId: ana.id }, id, PAGE)).rejects.toThrow('Record not found');
});

test('neither a list nor a profile shows what it boosts of people the reader does not want to meet', async () => {
    const [ana, booster, muted] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    const refused = await aRemoteAccount(db, { domain: 'loud.test' });
    const boosts = [];
    for (const by of [muted, refused])
        boosts.push(await aStatus(db, { by: booster, boostOfId: (await aStatus(db, { by })).id }));
    const listId = newId();
    await db.insert(tables.lists).values({ id: listId, accountId: ana.id, title: 'Sea' });
    await db.insert(tables.listAccounts).values({ listId, accountId: booster.id });
    const reader = { accountId: ana.id };
    const seen = async () => [
        await listTimeline(db, reader, listId, PAGE),
        await accountTimeline(db, reader, booster.id, {}, PAGE),
    ];
    const both = boosts.map(({ id }) => id).reverse();
    expect(await seen()).toEqual([both, both]);
    await db.insert(tables.mutes).values(pair(ana, muted));
    await db
        .insert(tables.domainBlocks)
        .values({ id: newId(), accountId: ana.id, domain: refused.domain ?? '' });
    expect(await seen()).toEqual([[], []]);
});
