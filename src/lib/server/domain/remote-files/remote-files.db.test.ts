import { mkdirSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '../../config';
import { newId } from '../../db';
import {
    accounts,
    bookmarks,
    favourites,
    follows,
    mediaAttachments,
    remoteFiles,
    remoteSpace,
} from '../../db/schema';
import { listStored, newKey, openStored, put, removeStored } from '../../storage';
import { makeRoom, reconcileRemoteFiles, spaceUsed } from '.';
import { claim, giveUp, hashOf, reserve, settle } from './space';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aRemoteAccount, aStatus } from '../../../../../tests/support/factories';
import { temporaryFolder } from '../../../../../tests/support/temporary-folder';

const db = await testDatabase();
const dataDir = temporaryFolder();

beforeEach(() => {
    mkdirSync(dataDir, { recursive: true });
    useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_REMOTE_MEDIA_MAX: '10kB' }));
});

const HOUR = 3_600_000;
const NOON = Date.parse('2026-05-01T12:00:00Z');

/** A file of another server as it is kept here, last viewed so many hours after noon. */
async function aFile(name: string, { bytes = 1_000, viewed = 0, interest = 0 } = {}) {
    const url = `https://files.test/${name}`;
    const key = newKey('remote', 'png');
    await put(key, new Uint8Array(bytes));
    await db.insert(remoteFiles).values({
        urlHash: hashOf(url),
        url,
        domain: 'files.test',
        state: 'kept',
        key,
        mimeType: 'image/png',
        bytes,
        interest,
        lastViewedAt: new Date(NOON + viewed * HOUR),
    });
    await db.update(remoteSpace).set({ bytes: sql`${remoteSpace.bytes} + ${bytes}` });
    return { url, key };
}

/** Which of them are still here, both in the database and on the disk. */
async function here(): Promise<string[]> {
    const rows = await db.select().from(remoteFiles).where(eq(remoteFiles.state, 'kept'));
    const stored = new Set<string>();
    for await (const { key } of listStored('remote', new Date(Date.now() + HOUR))) stored.add(key);
    expect(stored).toEqual(new Set(rows.map(({ key }) => key)));
    expect(await spaceUsed(db)).toBe(rows.reduce((sum, { bytes }) => sum + bytes, 0));
    return rows.map(({ url }) => url.slice('https://files.test/'.length)).sort();
}

async function emptied() {
    await db.delete(remoteFiles);
    await db.update(remoteSpace).set({ bytes: 0 });
    for await (const { key } of listStored('remote', new Date(Date.now() + HOUR))) await removeStored(key);
}

beforeEach(emptied);

describe('room is set aside before anything is written', () => {
    const want = async (name: string, bytes: number) => {
        const url = `https://files.test/${name}`;
        return (await claim(db, url)) && (await reserve(db, url, { bytes, ceiling: 10_000 }));
    };

    test('so that all together never take more than they may, whatever comes at once', async () => {
        const wanted = Array.from({ length: 20 }, (_, n) => want(`${n}.png`, 900));
        expect((await Promise.all(wanted)).filter(Boolean)).toHaveLength(11);
        expect(await spaceUsed(db)).toBe(9_900);
    });

    test('by one for everybody, and given back where nothing comes of it', async () => {
        expect(await want('a.png', 4_000)).toBe(true);
        expect(await want('a.png', 4_000)).toBe(false);
        await giveUp(db, 'https://files.test/a.png');
        expect(await spaceUsed(db)).toBe(0);
        expect(await want('a.png', 4_000)).toBe(true);
    });

    test('and not for what was forgotten meanwhile', async () => {
        const url = 'https://files.test/a.png';
        await claim(db, url);
        await giveUp(db, url);
        expect(await reserve(db, url, { bytes: 10, ceiling: 10_000 })).toBe(false);
        expect(await settle(db, url, { key: 'remote/x.png', mimeType: 'image/png' })).toBe(false);
        expect(await spaceUsed(db)).toBe(0);
    });
});

describe('what leaves first', () => {
    test('is what was viewed longest ago', async () => {
        await aFile('old', { viewed: 1 });
        await aFile('new', { viewed: 3 });
        await aFile('middle', { viewed: 2 });
        expect(await makeRoom(db, 2_500)).toBe(1);
        expect(await here()).toEqual(['middle', 'new']);
        await makeRoom(db, 1_000);
        expect(await here()).toEqual(['new']);
    });

    test('is what no member did anything with, then what is of people whom they follow', async () => {
        const [ana, vera] = [await anAccount(db), await aRemoteAccount(db)];
        const shown = async (file: string) => {
            const post = await aStatus(db, { by: vera });
            const remoteUrl = `https://files.test/${file}`;
            await db
                .insert(mediaAttachments)
                .values({ id: newId(), accountId: vera.id, statusId: post.id, type: 'image', remoteUrl });
            return { id: newId(), accountId: ana.id, statusId: post.id };
        };
        await db.insert(bookmarks).values(await shown('bookmarked'));
        await db.insert(favourites).values(await shown('liked'));
        await db.insert(favourites).values({ ...(await shown('liked elsewhere')), accountId: vera.id });
        await aStatus(db, { by: ana, inReplyToId: (await shown('answered')).statusId });
        await aStatus(db, { by: ana, boostOfId: (await shown('boosted')).statusId });
        await db
            .update(accounts)
            .set({
                avatarUrl: 'https://files.test/avatar',
                emojis: { wave: 'https://files.test/wave' },
            })
            .where(eq(accounts.id, vera.id));
        await db.insert(follows).values({ id: newId(), accountId: ana.id, targetId: vera.id });
        const names = [
            'bookmarked',
            'liked',
            'answered',
            'boosted',
            'avatar',
            'wave',
            'liked elsewhere',
            'seen',
        ];
        for (const [hours, name] of names.entries()) await aFile(name, { viewed: hours });
        await makeRoom(db, 6_000);
        expect(await here()).toEqual(['answered', 'avatar', 'bookmarked', 'boosted', 'liked', 'wave']);
        await makeRoom(db, 4_000);
        expect(await here()).toEqual(['answered', 'bookmarked', 'boosted', 'liked']);
        // Nobody cares any more: the night sees that.
        await db.delete(bookmarks);
        await aFile('fresh', { viewed: 99 });
        await reconcileRemoteFiles(db);
        await makeRoom(db, 4_000);
        expect(await here()).toEqual(['answered', 'boosted', 'fresh', 'liked']);
    });

    test('is the same whatever the files, and no more than has to', async () => {
        const file = fc.record({
            bytes: fc.integer({ min: 1, max: 3_000 }),
            viewed: fc.integer({ min: 0, max: 5 }),
            interest: fc.integer({ min: 0, max: 2 }),
        });
        await fc.assert(
            fc.asyncProperty(
                fc.array(file, { maxLength: 12 }),
                fc.integer({ min: 0, max: 15_000 }),
                async (files, most) => {
                    await emptied();
                    const made = await Promise.all(
                        files.map(async (given, n) => ({ ...given, n, ...(await aFile(String(n), given)) })),
                    );
                    await makeRoom(db, most);
                    const inTurn = made.sort(
                        (a, b) =>
                            a.interest - b.interest ||
                            a.viewed - b.viewed ||
                            (hashOf(a.url) < hashOf(b.url) ? -1 : 1),
                    );
                    let used = made.reduce((sum, { bytes }) => sum + bytes, 0);
                    while (used > most) used -= inTurn.shift()!.bytes;
                    expect(await here()).toEqual(inTurn.map(({ n }) => String(n)).sort());
                },
            ),
            { numRuns: 12, seed: 7 },
        );
    });

    test('leaves once, however many make room at the same moment', async () => {
        for (let n = 0; n < 10; n++) await aFile(String(n), { viewed: n });
        await Promise.all([makeRoom(db, 6_000), makeRoom(db, 6_000), makeRoom(db, 6_000)]);
        expect(await here()).toEqual(['4', '5', '6', '7', '8', '9']);
    });
});

describe('at night', () => {
    test('what is written down and what is stored are brought together', async () => {
        const [lost, changed] = [await aFile('lost'), await aFile('changed')];
        await aFile('kept');
        await removeStored(lost.key);
        await removeStored(changed.key);
        await put(changed.key, new Uint8Array(700));
        await claim(db, 'https://files.test/fallen');
        await reserve(db, 'https://files.test/fallen', { bytes: 500, ceiling: 10_000 });
        await db
            .update(remoteFiles)
            .set({ lastViewedAt: new Date(Date.now() - HOUR) })
            .where(eq(remoteFiles.state, 'arriving'));
        await db.update(remoteSpace).set({ bytes: 77 });
        await reconcileRemoteFiles(db);
        expect(await here()).toEqual(['changed', 'kept']);
        expect(await spaceUsed(db)).toBe(1_700);
    });

    test('a ceiling that was lowered is kept, and nothing is kept where nothing shall be', async () => {
        for (let n = 0; n < 4; n++) await aFile(String(n), { viewed: n });
        useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_REMOTE_MEDIA_MAX: '2kB' }));
        await reconcileRemoteFiles(db);
        expect(await here()).toEqual(['2', '3']);
        useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ATOLL_REMOTE_MEDIA: 'proxy' }));
        await reconcileRemoteFiles(db);
        expect(await here()).toEqual([]);
        expect(await openStored('remote/nothing')).toBeUndefined();
    });
});
