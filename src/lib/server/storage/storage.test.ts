import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anS3Server } from '../../../../tests/support/s3-server';
import { temporaryFolder } from '../../../../tests/support/temporary-folder';
import { readConfig, useConfig } from '../config';
import { NotFound, ServiceUnavailable } from '../errors';
import { log } from '../log';
import { localDisk } from './local-disk';
import {
    addressOfKey,
    copyStored,
    countLeft,
    emptyScratch,
    forgetUnfinished,
    isServed,
    keyOfAddress,
    listStored,
    moveStored,
    newKey,
    openStored,
    put,
    putFile,
    removeStored,
    scratchFile,
    scratchFolder,
    withLocalCopy,
} from '.';

const dataDir = temporaryFolder();
const DAY = 86_400_000;
const soon = () => new Date(Date.now() + DAY);

beforeAll(() => useConfig(readConfig({ ATOLL_DATA_DIR: dataDir })));

async function textOf(key: string, range?: { start: number; end: number }): Promise<string | undefined> {
    const file = await openStored(key);
    return file && new Response(file.read(range)).text();
}

async function keysOf(...listing: Parameters<typeof listStored>): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of listStored(...listing)) keys.push(key);
    return keys;
}

const s3 = await anS3Server(temporaryFolder());
const places = {
    'on the local disk': { ATOLL_DATA_DIR: dataDir },
    'in a bucket': { ATOLL_DATA_DIR: dataDir, ...s3.settings },
};

describe.each(Object.entries(places))('what is stored %s', (_, settings) => {
    beforeAll(() => useConfig(readConfig(settings)));
    afterAll(() => useConfig(readConfig({ ATOLL_DATA_DIR: dataDir })));

    test('is read whole or in part, with what browsers ask about it', async () => {
        const key = newKey('attachments', 'jpg');
        await put(key, Buffer.from('0123456789'));
        const file = await openStored(key);
        expect(file).toMatchObject({ bytes: 10, etag: expect.stringMatching(/^"[\w.-]+"$/) });
        expect(Math.abs(Date.now() - file!.modifiedAt.getTime())).toBeLessThan(60_000);
        expect(await textOf(key)).toBe('0123456789');
        expect(await textOf(key, { start: 2, end: 4 })).toBe('234');
    });

    test('may be a finished file, which is taken over', async () => {
        const key = newKey('attachments', 'mp4');
        await using file = scratchFile('mp4');
        writeFileSync(file.path, 'film');
        await putFile(key, file.path);
        expect(await textOf(key)).toBe('film');
        expect(existsSync(file.path)).toBe(false);
    });

    test('is lent to programs that read files', async () => {
        const key = newKey('sources', 'bin');
        await put(key, Buffer.from('film'));
        expect(await withLocalCopy(key, async (path) => readFileSync(path, 'utf8'))).toBe('film');
        const nothing = withLocalCopy(newKey('sources', 'bin'), () => Promise.resolve());
        await expect(nothing).rejects.toThrow(NotFound);
    });

    test('is copied and removed, and what is not there is no failure', async () => {
        const [from, to, none] = ['jpg', 'jpg', 'jpg'].map((type) => newKey('previews', type)) as [
            string,
            string,
            string,
        ];
        await put(from, Buffer.from('x'));
        await copyStored(from, to);
        await copyStored(none, newKey('previews', 'jpg'));
        await removeStored(from);
        await removeStored(from);
        expect([await textOf(from), await textOf(to), await textOf(none)]).toEqual([
            undefined,
            'x',
            undefined,
        ]);
    });

    test('is listed by kind and age, with its size', async () => {
        const key = newKey('emoji', 'png');
        await put(key, Buffer.from('xyz'));
        const found = [];
        for await (const file of listStored('emoji', soon())) found.push(file);
        expect(found).toEqual([{ key, bytes: 3, modifiedAt: expect.any(Date) }]);
        expect(await keysOf('emoji', new Date(Date.now() - DAY))).toEqual([]);
        expect(await keysOf('headers', soon())).toEqual([]);
        await removeStored(key);
    });

    test('is found by no other name than its own', async () => {
        const key = newKey('avatars', 'webp');
        await put(key, Buffer.from('x'));
        const { length } = 'avatars/';
        for (const other of [
            `avatars/../${key}`,
            `${key}.part`,
            `avatars/${key.slice(length, length + 2)}/${key.slice(length)}`,
            key.replace('avatars', 'unfinished'),
            '',
            '../atoll.json',
            `${key}\0`,
        ])
            expect(await openStored(other), other).toBeUndefined();
        await expect(put('avatars/../../x.jpg', Buffer.from('x'))).rejects.toThrow('Not a key');
    });
});

describe('a bucket', () => {
    beforeAll(() => void (log.level = 'silent'));
    const use = (more: Record<string, string>) =>
        useConfig(readConfig({ ATOLL_DATA_DIR: dataDir, ...s3.settings, ...more }));
    afterAll(() => useConfig(readConfig({ ATOLL_DATA_DIR: dataDir })));

    test.each([
        ['that is away', { ATOLL_S3_ENDPOINT: 'http://127.0.0.1:9' }],
        ['that does not know the key', { ATOLL_S3_SECRET_KEY: 'wrong' }],
        ['that does not exist', { ATOLL_S3_BUCKET: 'nowhere' }],
    ])('%s is said to be unavailable, and the file stays with its sender', async (_, settings) => {
        use(settings);
        await using file = scratchFile('mp4');
        writeFileSync(file.path, 'film');
        await expect(putFile(newKey('attachments', 'mp4'), file.path)).rejects.toThrow(ServiceUnavailable);
        expect(readFileSync(file.path, 'utf8')).toBe('film');
    });

    test('takes over what is on the disk while it is read, and gives it back', async () => {
        const keys = ['attachments', 'sources', 'avatars'].map((kind) => newKey(kind as 'avatars', 'webp'));
        for (const key of keys) await localDisk.put(key, Buffer.from(key));
        use({});
        const read = () => Promise.all(keys.map((key) => textOf(key)));
        expect(await read()).toEqual(keys);
        const left = await countLeft();
        const heard: number[] = [];
        expect(await moveStored(({ files }) => heard.push(files))).toEqual(left);
        expect(heard.at(-1)).toBe(left.files);
        expect(await read()).toEqual(keys);
        expect(await localDisk.open(keys[0] ?? '')).toBeUndefined();
        expect(await countLeft()).toEqual({ files: 0, bytes: 0 });

        use({ ATOLL_STORAGE: 'local' });
        expect(await read()).toEqual(keys);
        await removeStored(keys[2] ?? '');
        const back = await countLeft();
        expect(await moveStored()).toEqual(back);
        expect(await read()).toEqual([keys[0], keys[1], undefined]);
        expect((await localDisk.open(keys[0] ?? ''))?.bytes).toBe(keys[0]?.length);
    });
});

describe('what was begun and never finished', () => {
    test('leaves nothing behind where it fails', async () => {
        const key = newKey('attachments', 'jpg');
        await expect(putFile(key, join(dataDir, 'nowhere'))).rejects.toThrow('ENOENT');
        expect(await openStored(key)).toBeUndefined();
        expect(readdirSync(join(dataDir, 'media', 'unfinished'))).toEqual([]);
    });

    test('is removed once nobody can be at it', async () => {
        const path = join(dataDir, 'media', 'unfinished', 'x.jpg');
        writeFileSync(path, 'half');
        expect(await forgetUnfinished(new Date(Date.now() - DAY))).toBe(0);
        const before = new Date(Date.now() - 2 * DAY);
        utimesSync(path, before, before);
        expect(await forgetUnfinished(new Date(Date.now() - DAY))).toBe(1);
    });
});

describe('scratch files', () => {
    test('are gone once nobody works on them, whatever was made of them', async () => {
        let paths: string[];
        {
            await using file = scratchFile('webm');
            await using folder = scratchFolder();
            paths = [file.path, folder.path];
            writeFileSync(file.path, 'x');
            writeFileSync(join(folder.path, 'frame'), 'x');
        }
        expect(paths.map((path) => existsSync(path))).toEqual([false, false]);
        expect(paths[0]).toMatch(/\.webm$/);
    });

    test('of a process that fell are removed at the next start, those of others at work are not', async () => {
        await using mine = scratchFile();
        writeFileSync(mine.path, 'x');
        const [host] = mine.path.slice(join(dataDir, 'scratch').length + 1).split('+');
        const folders = [`${host}+4194305+aa`, `${host}+${process.ppid}+bb`, 'elsewhere+1+cc'];
        for (const name of folders) mkdirSync(join(dataDir, 'scratch', name));
        await emptyScratch();
        expect(folders.map((name) => existsSync(join(dataDir, 'scratch', name)))).toEqual([
            false,
            true,
            true,
        ]);
        expect(existsSync(mine.path)).toBe(true);
    });
});

describe('addresses', () => {
    const key = newKey('attachments', 'jpg');

    test('are of the origin that media have, and those of before are still known', () => {
        const before = addressOfKey(key);
        useConfig(
            readConfig({
                ATOLL_DATA_DIR: dataDir,
                ATOLL_ORIGIN: 'https://social.test',
                ATOLL_MEDIA_ORIGIN: 'https://media.test',
            }),
        );
        expect(addressOfKey(key)).toBe(`https://media.test/media/${key}`);
        expect(keyOfAddress(addressOfKey(key))).toBe(key);
        expect(keyOfAddress(`https://social.test/media/${key}`)).toBe(key);
        expect(keyOfAddress(before)).toBeUndefined();
        expect(keyOfAddress(`https://media.test/media/../${key}`)).toBeUndefined();
        useConfig(readConfig({ ATOLL_DATA_DIR: dataDir }));
    });

    test('of what only the server reads are never served', () => {
        expect([
            isServed(key),
            isServed(newKey('sources', 'mp4')),
            isServed(newKey('remote', 'jpg')),
        ]).toEqual([true, false, false]);
    });
});
