import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { blocks, follows } from '$lib/server/db/schema';
import { NotFound, Unprocessable } from '$lib/server/errors';
import { FACTS } from '$lib/server/events';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aStatus } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import * as verbs from './index';

const db = await testDatabase();

const member = async () => asViewer(db, await anAccount(db));
const statusOf = (id: string) => db.query.statuses.findFirst({ where: (row, { eq }) => eq(row.id, id) });
const accountOf = (id: string) => db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.id, id) });
const facts = async () => {
    const rows = await db.$client<{ type: string }[]>`
        select data->>'type' as type from pgboss.job where name = ${FACTS}`;
    return rows.map(({ type }) => type).sort();
};

test('boosting twice gives the same boost, counted once; taking it back takes the count back', async () => {
    const original = await aStatus(db, { by: await anAccount(db) });
    const viewer = await member();
    const boost = await verbs.boostStatus(db, viewer, original.id);
    const again = await verbs.boostStatus(db, viewer, boost.id);
    expect(again.id).toBe(boost.id);
    expect(boost).toMatchObject({ boostOfId: original.id, contentHtml: '', visibility: 'public' });
    expect((await statusOf(original.id))?.boostsCount).toBe(1);
    expect((await accountOf(viewer.accountId))?.statusesCount).toBe(1);

    expect(await verbs.unboostStatus(db, viewer, original.id)).toBe(original.id);
    expect(await verbs.unboostStatus(db, viewer, original.id)).toBe(original.id);
    expect((await statusOf(original.id))?.boostsCount).toBe(0);
    expect((await accountOf(viewer.accountId))?.statusesCount).toBe(0);
    expect(await facts()).toEqual(['status.boosted', 'status.unboosted']);
});

test('five boosts at once are one', async () => {
    const original = await aStatus(db, { by: await anAccount(db) });
    const viewer = await member();
    await Promise.all(Array.from({ length: 5 }, () => verbs.boostStatus(db, viewer, original.id)));
    expect((await statusOf(original.id))?.boostsCount).toBe(1);
});

test('a followers-only status is boosted by its author alone and stays with the followers; a direct one by nobody', async () => {
    const [author, follower] = [await member(), await member()];
    const by = (await accountOf(author.accountId))!;
    const pair = { id: newId(), accountId: follower.accountId, targetId: author.accountId };
    await db.insert(follows).values(pair);
    const hidden = await aStatus(db, { by, visibility: 'private' });
    const direct = await aStatus(db, { by, visibility: 'direct' });
    await expect(verbs.boostStatus(db, follower, hidden.id)).rejects.toThrow(Unprocessable);
    await expect(verbs.boostStatus(db, await member(), hidden.id)).rejects.toThrow(NotFound);
    await expect(verbs.boostStatus(db, author, direct.id)).rejects.toThrow(Unprocessable);
    expect((await verbs.boostStatus(db, author, hidden.id)).visibility).toBe('private');
});

test('a boost may be narrower than what it boosts, never wider', async () => {
    const by = await anAccount(db);
    const open = await aStatus(db, { by });
    const unlisted = await aStatus(db, { by, visibility: 'unlisted' });
    const viewer = await member();
    const narrow = await verbs.boostStatus(db, viewer, open.id, { visibility: 'private' });
    const wide = await verbs.boostStatus(db, viewer, unlisted.id, { visibility: 'public' });
    expect([narrow.visibility, wide.visibility]).toEqual(['private', 'unlisted']);
});

test('acts on a boost mean what it boosts', async () => {
    const original = await aStatus(db, { by: await anAccount(db) });
    const boost = await aStatus(db, { by: await anAccount(db), boostOfId: original.id });
    const viewer = await member();
    expect((await verbs.favouriteStatus(db, viewer, boost.id)).id).toBe(original.id);
    expect(await verbs.bookmarkStatus(db, viewer, boost.id)).toBe(original.id);
    expect((await statusOf(original.id))?.favouritesCount).toBe(1);
    expect(await verbs.unfavouriteStatus(db, viewer, boost.id)).toBe(original.id);
    expect(await verbs.unbookmarkStatus(db, viewer, boost.id)).toBe(original.id);
    expect((await statusOf(original.id))?.favouritesCount).toBe(0);
});

test('what one did can be taken back although it may no longer be seen', async () => {
    const author = await anAccount(db);
    const status = await aStatus(db, { by: author });
    const viewer = await member();
    await verbs.favouriteStatus(db, viewer, status.id);
    await verbs.bookmarkStatus(db, viewer, status.id);
    await verbs.boostStatus(db, viewer, status.id);
    await db.insert(blocks).values({ id: newId(), accountId: author.id, targetId: viewer.accountId });
    await verbs.unfavouriteStatus(db, viewer, status.id);
    await verbs.unbookmarkStatus(db, viewer, status.id);
    await verbs.unboostStatus(db, viewer, status.id);
    expect(await statusOf(status.id)).toMatchObject({ favouritesCount: 0, boostsCount: 0 });
    expect(await db.query.bookmarks.findMany()).toEqual([]);
    await expect(verbs.unfavouriteStatus(db, viewer, status.id)).rejects.toThrow(NotFound);
});

test.each([
    'favouriteStatus',
    'unfavouriteStatus',
    'bookmarkStatus',
    'unbookmarkStatus',
    'boostStatus',
    'unboostStatus',
    'pinStatus',
    'muteThread',
] as const)('%s does not tell a hidden status from one that never was', async (verb) => {
    const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'direct' });
    const viewer = await member();
    for (const id of [hidden.id, '42', 'abc', '9'.repeat(30)])
        await expect(verbs[verb](db, viewer, id), id).rejects.toThrow(new NotFound());
});

test('a deleted status leaves a tombstone, takes its boosts with it, and every count back', async () => {
    const author = await member();
    const parent = await aStatus(db, { by: await anAccount(db) });
    const booster = await member();
    const { id } = await verbs.postStatus(db, author, {
        text: 'Soon gone #bread',
        contentWarning: '',
        mediaIds: [],
        inReplyToId: parent.id,
    });
    const boost = await verbs.boostStatus(db, booster, id);
    const { uri } = (await statusOf(id))!;
    await Promise.allSettled([verbs.deleteStatus(db, author, id), verbs.deleteStatus(db, author, id)]);
    expect(await statusOf(id)).toBeUndefined();
    expect(await statusOf(boost.id)).toBeUndefined();
    expect(await db.query.tombstones.findMany()).toMatchObject([{ uri }]);
    expect((await statusOf(parent.id))?.repliesCount).toBe(0);
    expect((await accountOf(author.accountId))?.statusesCount).toBe(0);
    expect((await accountOf(booster.accountId))?.statusesCount).toBe(0);
    const [fact] = await db.$client`
        select data from pgboss.job where name = ${FACTS} and data->>'type' = 'status.deleted'`;
    expect(fact?.data).toMatchObject({
        statusId: id,
        uri,
        audience: { tags: ['bread'], boosts: [{ id: boost.id, accountId: booster.accountId }] },
    });
    expect((await facts()).filter((type) => type === 'status.deleted')).toHaveLength(1);
});

test("somebody else's status is not found by deletion", async () => {
    const status = await aStatus(db, { by: await anAccount(db) });
    await expect(verbs.deleteStatus(db, await member(), status.id)).rejects.toThrow(new NotFound());
    expect(await statusOf(status.id)).toBeDefined();
});

test('five statuses stand on top of a profile, not six, and no direct one', async () => {
    const viewer = await member();
    const by = (await accountOf(viewer.accountId))!;
    const all = await Promise.all(Array.from({ length: 6 }, () => aStatus(db, { by })));
    const outcomes = await Promise.allSettled(all.map(({ id }) => verbs.pinStatus(db, viewer, id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(verbs.MOST_PINS);
    const direct = await aStatus(db, { by, visibility: 'direct' });
    await verbs.unpinStatus(db, viewer, all[0]!.id);
    await expect(verbs.pinStatus(db, viewer, direct.id)).rejects.toThrow(Unprocessable);
});
