import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { mediaAttachments, mentions } from '$lib/server/db/schema';
import { NotFound, Unprocessable } from '$lib/server/errors';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aStatus } from '../../../../../tests/support/factories';
import { asViewer } from '../../../../../tests/support/viewers';
import { boostStatus } from './boost-status';
import type { Draft, Revision } from './draft';
import { editStatus } from './edit-status';
import { postStatus } from './post-status';

const db = await testDatabase();

const draft = (given: Partial<Draft> = {}): Draft => ({
    text: 'First words',
    contentWarning: '',
    mediaIds: [],
    ...given,
});
const revision = (given: Partial<Revision> = {}): Revision => ({
    text: 'Second words',
    contentWarning: '',
    mediaIds: [],
    mediaChanges: [],
    ...given,
});
const member = async (given = {}) => asViewer(db, await anAccount(db, given));
const statusOf = (id: string) => db.query.statuses.findFirst({ where: (row, { eq }) => eq(row.id, id) });
const formerOf = (id: string) =>
    db.query.statusEdits.findMany({
        where: (row, { eq }) => eq(row.statusId, id),
        orderBy: (row, { asc }) => asc(row.id),
    });
const edits = () => db.$client`select data from pgboss.job where data->>'type' = 'status.edited'`;
const aPicture = async (accountId: string, given: Partial<typeof mediaAttachments.$inferInsert> = {}) => {
    const id = newId();
    await db.insert(mediaAttachments).values({ id, accountId, type: 'image', key: `${id}.webp`, ...given });
    return id;
};
const shownBy = async (statusId: string) =>
    (
        await db.query.mediaAttachments.findMany({
            where: (row, { eq }) => eq(row.statusId, statusId),
            orderBy: (row, { asc }) => asc(row.position),
        })
    ).map(({ id }) => id);

test('an edit replaces everything that it says, and keeps audience, thread and address', async () => {
    const viewer = await member();
    const root = await aStatus(db, { by: await anAccount(db) });
    const { id } = await postStatus(
        db,
        viewer,
        draft({ contentWarning: 'Food', visibility: 'unlisted', inReplyToId: root.id, language: 'eo' }),
    );
    const before = await statusOf(id);
    await editStatus(db, viewer, id, revision({ text: 'Now #this' }));
    expect(await statusOf(id)).toEqual({
        ...before,
        source: 'Now #this',
        contentHtml: expect.stringContaining('<span>this</span>'),
        contentWarning: '',
        sensitive: false,
        language: 'eo',
        editedAt: expect.any(Date),
    });
    expect(await formerOf(id)).toMatchObject([
        { source: 'First words', contentWarning: 'Food', sensitive: true, createdAt: before?.createdAt },
    ]);
    expect(await edits()).toHaveLength(1);
});

test('an edit that changes nothing leaves no trace, so the same edit again has one effect', async () => {
    const viewer = await member();
    const { id } = await postStatus(db, viewer, draft());
    await editStatus(db, viewer, id, revision({ text: 'First words' }));
    expect(await statusOf(id)).toMatchObject({ editedAt: null });
    await editStatus(db, viewer, id, revision());
    const { editedAt } = (await statusOf(id)) ?? {};
    await editStatus(db, viewer, id, revision());
    expect(await statusOf(id)).toMatchObject({ editedAt });
    expect(await formerOf(id)).toHaveLength(1);
    expect(await edits()).toHaveLength(1);
});

test('ten edits at once follow each other: nine former versions besides the original, none twice', async () => {
    const viewer = await member();
    const { id } = await postStatus(db, viewer, draft());
    const texts = Array.from({ length: 10 }, (_, index) => `Version ${index}`);
    await Promise.all(texts.map((text) => editStatus(db, viewer, id, revision({ text }))));
    const former = (await formerOf(id)).map(({ source }) => source);
    expect(former[0]).toBe('First words');
    expect([...former.slice(1), (await statusOf(id))?.source].sort()).toEqual(texts);
});

test('a mention that is edited out becomes silent, one that comes in is added, tags follow', async () => {
    const viewer = await member();
    const [ben, cleo] = [await anAccount(db, { username: 'ben' }), await anAccount(db, { username: 'cleo' })];
    const { id } = await postStatus(db, viewer, draft({ text: '@ben #one #two' }));
    await editStatus(db, viewer, id, revision({ text: '@cleo #two #three' }));
    const named = await db.select().from(mentions).where(eq(mentions.statusId, id));
    expect(Object.fromEntries(named.map(({ accountId, silent }) => [accountId, silent]))).toEqual({
        [ben.id]: true,
        [cleo.id]: false,
    });
    const worn = await db.$client`
        select name from status_tags join tags on tags.id = tag_id where status_id = ${id} order by name`;
    expect(worn.map(({ name }) => name)).toEqual(['three', 'two']);
    await editStatus(db, viewer, id, revision({ text: '@ben again' }));
    const again = await db.select().from(mentions).where(eq(mentions.accountId, ben.id));
    expect(again).toMatchObject([{ silent: false }]);
});

test('a warning whose text is emptied becomes the text', async () => {
    const viewer = await member();
    const { id } = await postStatus(db, viewer, draft({ contentWarning: 'Spoiler' }));
    await editStatus(db, viewer, id, revision({ text: ' ', contentWarning: ' Spoiler ' }));
    expect(await statusOf(id)).toMatchObject({ source: 'Spoiler', contentWarning: '', sensitive: false });
});

test('media that are left out are let go of and stay in the history; order and descriptions are edits too', async () => {
    const viewer = await member();
    const [a, b, c] = [
        await aPicture(viewer.accountId, { description: 'A cat' }),
        await aPicture(viewer.accountId),
        await aPicture(viewer.accountId),
    ];
    const { id } = await postStatus(db, viewer, draft({ mediaIds: [a, b] }));
    await editStatus(db, viewer, id, revision({ mediaIds: [c, a] }));
    expect(await shownBy(id)).toEqual([c, a]);
    const same = { text: 'Second words', mediaIds: [a, c] };
    await editStatus(db, viewer, id, revision(same));
    expect(await shownBy(id)).toEqual([a, c]);
    const mediaChanges = [{ id: a, description: 'A dog', focus: { x: -0.5, y: 1 } }];
    await editStatus(db, viewer, id, revision({ ...same, mediaChanges }));
    await editStatus(db, viewer, id, revision({ ...same, mediaChanges }));
    expect((await formerOf(id)).map(({ media }) => media)).toEqual([
        [
            { id: a, description: 'A cat' },
            { id: b, description: null },
        ],
        [
            { id: c, description: null },
            { id: a, description: 'A cat' },
        ],
        [
            { id: a, description: 'A cat' },
            { id: c, description: null },
        ],
    ]);
    const file = await db.query.mediaAttachments.findFirst({ where: (row, { eq }) => eq(row.id, a) });
    expect(file).toMatchObject({ description: 'A dog', focusX: -500, focusY: 1000, position: 1 });
    await postStatus(db, viewer, draft({ mediaIds: [b] }));
});

test("an edit takes neither somebody else's media nor those of another post, and touches no other description", async () => {
    const viewer = await member();
    const foreign = await aPicture((await anAccount(db)).id);
    const taken = await aPicture(viewer.accountId);
    await postStatus(db, viewer, draft({ mediaIds: [taken] }));
    const { id } = await postStatus(db, viewer, draft());
    for (const mediaId of [foreign, taken, '12', 'x'])
        await expect(editStatus(db, viewer, id, revision({ mediaIds: [mediaId] })), mediaId).rejects.toThrow(
            Unprocessable,
        );
    const mediaChanges = [taken, foreign].map((mediaId) => ({ id: mediaId, description: 'Mine now' }));
    await editStatus(db, viewer, id, revision({ text: 'First words', mediaChanges }));
    expect(await statusOf(id)).toMatchObject({ source: 'First words', editedAt: null });
    expect(await formerOf(id)).toEqual([]);
    const files = await db.query.mediaAttachments.findMany();
    expect(files.map(({ description }) => description)).toEqual([null, null]);
});

test("nothing, too much, somebody else's post and a boost are refused", async () => {
    const viewer = await member();
    const { id } = await postStatus(db, viewer, draft());
    const boost = await boostStatus(db, viewer, id);
    const other = await aStatus(db, { by: await anAccount(db) });
    await expect(editStatus(db, viewer, id, revision({ text: '' }))).rejects.toThrow("can't be blank");
    await expect(editStatus(db, viewer, id, revision({ text: 'x'.repeat(501) }))).rejects.toThrow('limit');
    for (const wrong of [other.id, boost.id, '12', 'x'])
        await expect(editStatus(db, viewer, wrong, revision()), wrong).rejects.toThrow(NotFound);
    expect(await statusOf(id)).toMatchObject({ source: 'First words', editedAt: null });
});
