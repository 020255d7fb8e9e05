import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { blocks, mediaAttachments } from '$lib/server/db/schema';
import { NotFound, Unprocessable } from '$lib/server/errors';
import { FACTS } from '$lib/server/events';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount, anAccount, aStatus } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import type { Draft } from './draft';
import { postStatus } from './post-status';

const db = await testDatabase();

const draft = (given: Partial<Draft> = {}): Draft => ({
    text: 'Hello there',
    contentWarning: '',
    mediaIds: [],
    ...given,
});
const member = async (given = {}) => asViewer(db, await anAccount(db, given));
const statusOf = (id: string) => db.query.statuses.findFirst({ where: (row, { eq }) => eq(row.id, id) });
const accountOf = (id: string) => db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.id, id) });
const facts = () => db.$client`select data from pgboss.job where name = ${FACTS}`;
const aPicture = async (accountId: string, given: Partial<typeof mediaAttachments.$inferInsert> = {}) => {
    const id = newId();
    await db.insert(mediaAttachments).values({ id, accountId, type: 'image', key: `${id}.webp`, ...given });
    return id;
};

test('a post is written with its address, its thread and its count, and says that it happened', async () => {
    const viewer = await member({ username: 'ana' });
    const { id } = await postStatus(db, viewer, draft({ text: 'A #Bread & a link', language: 'eo' }));
    expect(await statusOf(id)).toMatchObject({
        uri: expect.stringMatching(`/users/ana/statuses/${id}$`),
        url: expect.stringMatching(`/@ana/${id}$`),
        source: 'A #Bread & a link',
        contentHtml: expect.stringContaining('<span>Bread</span></a> &amp; a link</p>'),
        conversationId: id,
        language: 'eo',
        local: true,
        appId: viewer.appId,
    });
    expect(await accountOf(viewer.accountId)).toMatchObject({ statusesCount: 1 });
    expect(await facts()).toMatchObject([{ data: { type: 'status.created', statusId: id } }]);
    expect(await db.query.tags.findMany()).toMatchObject([{ name: 'bread', displayName: 'Bread' }]);
});

test('the people of a text who are known here are mentioned; the others and those who blocked the author are text', async () => {
    const viewer = await member();
    const ben = await anAccount(db, { username: 'Ben' });
    const far = await aRemoteAccount(db, { username: 'cleo', domain: 'far.test' });
    const foe = await anAccount(db, { username: 'foe' });
    await db.insert(blocks).values({ id: newId(), accountId: foe.id, targetId: viewer.accountId });
    const text = '@ben @Cleo@far.test @cleo@far.test @foe @nobody @nobody@far.test';
    const { id } = await postStatus(db, viewer, draft({ text }));
    const named = (await db.query.mentions.findMany()).map(({ accountId }) => accountId);
    expect(named.sort()).toEqual([ben.id, far.id].sort());
    const html = (await statusOf(id))?.contentHtml;
    expect(html?.match(/class="u-url mention"/g)).toHaveLength(3);
    expect(html).toContain('@foe @nobody @nobody@far.test');
});

test('a reply joins the thread of its parent and is counted there, unless only some may see it', async () => {
    const viewer = await member();
    const root = await aStatus(db, { by: await anAccount(db) });
    const first = await postStatus(db, viewer, draft({ inReplyToId: root.id }));
    const second = await postStatus(db, viewer, draft({ inReplyToId: first.id }));
    await postStatus(db, viewer, draft({ inReplyToId: root.id, visibility: 'private' }));
    await postStatus(db, viewer, draft({ inReplyToId: root.id, visibility: 'direct' }));
    expect(await statusOf(second.id)).toMatchObject({
        conversationId: root.id,
        inReplyToId: first.id,
        inReplyToAccountId: viewer.accountId,
    });
    expect((await statusOf(root.id))?.repliesCount).toBe(1);
});

test('a reply reaches whom its author says, also where what it answers reaches fewer', async () => {
    const viewer = await member();
    const parent = await postStatus(db, viewer, draft({ visibility: 'private' }));
    const { id } = await postStatus(db, viewer, draft({ inReplyToId: parent.id, visibility: 'public' }));
    expect(await statusOf(id)).toMatchObject({ visibility: 'public', inReplyToId: parent.id });
});

test('a reply to a boost answers what was boosted', async () => {
    const original = await aStatus(db, { by: await anAccount(db) });
    const boost = await aStatus(db, { by: await anAccount(db), boostOfId: original.id });
    const { id } = await postStatus(db, await member(), draft({ inReplyToId: boost.id }));
    expect((await statusOf(id))?.inReplyToId).toBe(original.id);
});

test('a reply to what may not be seen is refused like a reply to what does not exist', async () => {
    const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'private' });
    const viewer = await member();
    const refusals = await Promise.all(
        [hidden.id, '123'].map((inReplyToId) =>
            postStatus(db, viewer, draft({ inReplyToId })).catch((error: unknown) => error),
        ),
    );
    expect(refusals[0]).toBeInstanceOf(NotFound);
    expect(refusals[0]).toEqual(refusals[1]);
});

test('the same key and request give the same status, even ten at once; another request is refused', async () => {
    const viewer = await member();
    const made = await Promise.all(
        Array.from({ length: 10 }, () => postStatus(db, viewer, draft(), { idempotencyKey: 'k' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await db.query.statuses.findMany()).toHaveLength(1);
    expect(await facts()).toHaveLength(1);
    await expect(postStatus(db, viewer, draft({ text: 'Other' }), { idempotencyKey: 'k' })).rejects.toThrow(
        Unprocessable,
    );
    const other = await postStatus(db, await member(), draft(), { idempotencyKey: 'k' });
    expect(other.id).not.toBe(made[0]?.id);
});

test('a request that failed leaves its key free', async () => {
    const viewer = await member();
    const wrong = draft({ mediaIds: ['12'] });
    await expect(postStatus(db, viewer, wrong, { idempotencyKey: 'k' })).rejects.toThrow(Unprocessable);
    expect(await db.query.statuses.findMany()).toEqual([]);
    await postStatus(db, viewer, draft(), { idempotencyKey: 'k' });
});

test('media are attached in the order asked for, and only once', async () => {
    const viewer = await member();
    const [a, b] = [await aPicture(viewer.accountId), await aPicture(viewer.accountId)];
    const { id } = await postStatus(db, viewer, draft({ text: '', mediaIds: [b, a] }));
    const rows = await db.query.mediaAttachments.findMany({ orderBy: (row, { asc }) => asc(row.position) });
    expect(rows.map((row) => [row.id, row.statusId])).toEqual([
        [b, id],
        [a, id],
    ]);
    await expect(postStatus(db, viewer, draft({ mediaIds: [a] }))).rejects.toThrow(Unprocessable);
});

test("somebody else's media, unfinished ones, five, or a video among pictures are refused", async () => {
    const viewer = await member();
    const { accountId } = viewer;
    const foreign = await aPicture((await anAccount(db)).id);
    const unready = await aPicture(accountId, { state: 'processing' });
    const many = await Promise.all(Array.from({ length: 5 }, () => aPicture(accountId)));
    const mixed = [await aPicture(accountId), await aPicture(accountId, { type: 'video' })];
    for (const mediaIds of [[foreign], [unready], many, mixed, ['x'], [many[0] ?? '', many[0] ?? '']])
        await expect(postStatus(db, viewer, draft({ mediaIds })), mediaIds.join()).rejects.toThrow(
            Unprocessable,
        );
});

test('a picture behind a warning and without words gets a sign of itself', async () => {
    const viewer = await member();
    const mediaIds = [await aPicture(viewer.accountId)];
    const { id } = await postStatus(db, viewer, draft({ text: '', contentWarning: 'Spiders', mediaIds }));
    expect(await statusOf(id)).toMatchObject({ source: '🖼', contentHtml: '<p>🖼</p>' });
});

test('a limited member reaches followers, not the public timelines', async () => {
    const { id } = await postStatus(db, await member({ silencedAt: new Date() }), draft());
    expect((await statusOf(id))?.visibility).toBe('unlisted');
});
