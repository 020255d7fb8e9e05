import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../tests/support/database';
import { aRemoteAccount, anAccount, aStatus } from '../../../tests/support/factories';
import { temporaryFolder } from '../../../tests/support/temporary-folder';
import { config, readConfig, useConfig } from './config';
import { newId } from './db';
import { inboundActivities, mailTokens, mediaAttachments, statusEdits } from './db/schema';
import { checkFiles, forgetLostFiles } from './domain/files';
import { forgetUnattached } from './domain/media';
import { forgetMailTokens } from './domain/users';
import { forgetActivities } from './federation';
import { newKey, openStored, put } from './storage';

const db = await testDatabase();
const dataDir = temporaryFolder();
const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

beforeAll(() => {
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir }));
});

test('activities are remembered two weeks against repeats; what waits or failed stays', async () => {
    const rows = [
        ['old', 'done', 15],
        ['old-refused', 'refused', 15],
        ['new', 'done', 13],
        ['waiting', 'received', 40],
        ['failed', 'dead', 40],
        ['failed-long-ago', 'dead', 91],
    ] as const;
    await db.insert(inboundActivities).values(
        rows.map(([uri, state, days]) => ({
            id: newId(),
            uri,
            actorUri: 'https://remote.test/users/zoe',
            type: 'Create',
            state,
            receivedAt: ago(days),
        })),
    );
    expect(await forgetActivities(db)).toBe(3);
    const left = await db.query.inboundActivities.findMany();
    expect(left.map(({ uri }) => uri).sort()).toEqual(['failed', 'new', 'waiting']);
});

test('links sent by mail are forgotten once nobody can use them', async () => {
    await anAccount(db);
    const user = await db.query.users.findFirst();
    const link = (tokenHash: string, expiresAt: Date) => ({
        tokenHash,
        userId: user!.id,
        purpose: 'reset' as const,
        expiresAt,
    });
    await db.insert(mailTokens).values([link('old', ago(1)), link('new', ago(-1))]);
    await forgetMailTokens(db);
    expect(await db.query.mailTokens.findMany()).toMatchObject([{ tokenHash: 'new' }]);
});

test('files that no post took are forgotten after a day, with what is on the disk', async () => {
    const ana = await anAccount(db);
    const zoe = await aRemoteAccount(db);
    const status = await aStatus(db, { by: ana });
    const keys = Array.from({ length: 4 }, () => newKey('avatars', 'webp'));
    for (const key of keys) await put(key, Buffer.from('x'));
    const file = (given: Partial<typeof mediaAttachments.$inferInsert>) => ({
        id: newId(),
        accountId: ana.id,
        type: 'image' as const,
        createdAt: ago(2),
        ...given,
    });
    await db.insert(mediaAttachments).values([
        file({ key: keys[0], description: 'lost' }),
        file({ key: keys[1], description: 'posted', statusId: status.id }),
        file({ key: keys[2], description: 'let go today', detachedAt: ago(0.5) }),
        file({ key: keys[3], description: 'young', createdAt: ago(0.5) }),
        file({ description: 'to be sent', compositionId: newId() }),
        file({
            description: 'of a post that is gone',
            accountId: zoe.id,
            remoteUrl: 'https://remote.test/a.png',
        }),
    ]);
    expect(await forgetUnattached(db)).toBe(2);
    const left = await db.query.mediaAttachments.findMany();
    expect(left.map(({ description }) => description).sort()).toEqual([
        'let go today',
        'posted',
        'to be sent',
        'young',
    ]);
    const onDisk = await Promise.all(keys.map(async (key) => (await openStored(key)) !== undefined));
    expect(onDisk).toEqual([false, true, true, true]);
});

test('a file that only the history of a post shows is kept as long as the post', async () => {
    const ana = await anAccount(db);
    const status = await aStatus(db, { by: ana });
    const file = {
        id: newId(),
        accountId: ana.id,
        type: 'image' as const,
        createdAt: ago(3),
        detachedAt: ago(2),
    };
    await db.insert(mediaAttachments).values(file);
    const former = { contentHtml: '', contentWarning: '', sensitive: false, createdAt: ago(3) };
    await db
        .insert(statusEdits)
        .values({ id: newId(), statusId: status.id, media: [{ id: file.id, description: null }], ...former });
    expect(await forgetUnattached(db)).toBe(0);
    await db.delete(statusEdits);
    expect(await forgetUnattached(db)).toBe(1);
});

test('a file that no row names leaves the disk after a day', async () => {
    const ana = await anAccount(db);
    const [kept, lost, young] = [1, 2, 3].map(() => newKey('attachments', 'jpg')) as [string, string, string];
    const preview = newKey('previews', 'webp');
    await db.insert(mediaAttachments).values({ id: newId(), accountId: ana.id, type: 'image', key: kept });
    for (const key of [kept, lost, young, preview]) await put(key, Buffer.from('x'));
    for (const key of [kept, lost, preview]) {
        const [kind = '', name = ''] = key.split('/');
        utimesSync(join(config().dataDir, 'media', kind, name.slice(0, 2), name), ago(2), ago(2));
    }
    expect(await forgetLostFiles(db, { dryRun: true })).toEqual({ files: 2, bytes: 2, unfinished: 0 });
    expect(await forgetLostFiles(db)).toEqual({ files: 2, bytes: 2, unfinished: 0 });
    expect(await forgetLostFiles(db)).toEqual({ files: 0, bytes: 0, unfinished: 0 });
    const there = await Promise.all(
        [kept, lost, young, preview].map(async (key) => (await openStored(key)) !== undefined),
    );
    expect(there).toEqual([true, false, true, false]);
});

test('files that are gone or cut are found, and what can be put in order is', async () => {
    const ana = await anAccount(db);
    const aRow = () => ({
        id: newId(),
        accountId: ana.id,
        type: 'image' as const,
        key: newKey('attachments', 'jpg'),
        previewKey: newKey('previews', 'webp'),
        bytes: 6,
    });
    const [whole, withoutPreview, gone] = [aRow(), aRow(), aRow()];
    const twin = { mimeType: 'image/webp', key: newKey('attachments', 'webp'), bytes: 2 };
    await db.insert(mediaAttachments).values([whole, { ...withoutPreview, variants: [twin] }, gone]);
    for (const key of [whole.key, whole.previewKey, withoutPreview.key, gone.previewKey])
        await put(key, Buffer.from('abc'));
    const found = await checkFiles(db);
    expect(found).toMatchObject({ files: 4, bytes: 12 });
    const lost = { owner: `media ${gone.id}`, missing: [gone.key], repaired: false };
    expect(found.faults).toEqual(
        expect.arrayContaining([
            expect.objectContaining(lost),
            expect.objectContaining({ owner: `media ${withoutPreview.id}`, bytes: 3, expected: 6 }),
        ]),
    );
    await checkFiles(db, { repair: true });
    expect((await checkFiles(db)).faults).toMatchObject([lost]);
    const row = await db.query.mediaAttachments.findFirst({
        where: eq(mediaAttachments.id, withoutPreview.id),
    });
    expect(row).toMatchObject({ key: withoutPreview.key, previewKey: null, variants: [], bytes: 3 });
});
