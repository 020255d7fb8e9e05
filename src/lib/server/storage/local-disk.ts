/** Files on the local disk under the data directory, by random names. */
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { config } from '../config';
import { NotFound } from '../errors';
import { isKey, type StoredKind } from './keys';
import { withRoom } from './room';
import type { ByteRange, ListedFile, Store, StoredFile } from './store';

/** Where files stand until they are complete: on the same disk, so that a rename is enough then. */
const UNFINISHED = 'unfinished';
/** Bytes that somebody who reads slowly may hold in memory. */
const AT_ONCE = 262_144;

export const localDisk: Store = {
    async put(key, bytes) {
        await finish(key, async (unfinished) => {
            const file = await open(unfinished, 'wx');
            try {
                await file.writeFile(bytes);
                await file.sync();
            } finally {
                await file.close();
            }
        });
    },

    async putFile(key, path) {
        await finish(key, async (unfinished) => {
            try {
                await rename(path, unfinished);
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
                await copyFile(path, unfinished);
            }
            await sync(unfinished);
        });
        await rm(path, { force: true });
    },

    async putCopy(key, path) {
        await finish(key, async (unfinished) => {
            await copyFile(path, unfinished, constants.COPYFILE_FICLONE);
            await sync(unfinished);
        });
    },

    open: openFile,

    async withLocalCopy(key, use) {
        if (!(await openFile(key))) throw new NotFound();
        return use(pathOf(key));
    },

    async copy(from, to) {
        if (await openFile(from)) await localDisk.putCopy(to, pathOf(from));
    },

    async remove(key) {
        if (isKey(key)) await rm(pathOf(key), { force: true });
    },

    async *list(kind, before) {
        for (const shard of await namesIn(join(root(), kind)))
            for (const name of await namesIn(join(root(), kind, shard))) {
                const found = await listed(kind, join(root(), kind, shard, name));
                if (found && found.modifiedAt < before) yield found;
            }
    },

    async forgetUnfinished(before) {
        let forgotten = 0;
        for (const name of await namesIn(join(root(), UNFINISHED))) {
            const path = join(root(), UNFINISHED, name);
            const found = await stat(path).catch(() => undefined);
            if (!found || found.mtime >= before) continue;
            await rm(path, { force: true });
            forgotten++;
        }
        return forgotten;
    },
};

async function openFile(key: string): Promise<StoredFile | undefined> {
    if (!isKey(key)) return undefined;
    const path = pathOf(key);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return {
        bytes: found.size,
        etag: `"${basename(path)}"`,
        modifiedAt: found.mtime,
        read: (range?: ByteRange) =>
            Readable.toWeb(createReadStream(path, range)) as ReadableStream<Uint8Array>,
        content: (range) => contentOf(path, range ?? { start: 0, end: found.size - 1 }),
    };
}

/** What is short is read at once, which costs a third of a stream; what is long must not fill the memory. */
async function contentOf(path: string, range: ByteRange): Promise<Readable | Uint8Array | undefined> {
    const length = range.end - range.start + 1;
    const file = await open(path, 'r').catch(() => undefined);
    if (!file) return undefined;
    if (length > AT_ONCE) return file.createReadStream({ ...range, highWaterMark: AT_ONCE });
    try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, range.start);
        return buffer.subarray(0, bytesRead);
    } finally {
        await file.close();
    }
}

/** Lets `write` make a file, then gives it its name; what could not be finished is gone. */
async function finish(key: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const path = pathOf(key);
    const unfinished = join(root(), UNFINISHED, basename(path));
    await withRoom(async () => {
        await mkdir(dirname(unfinished), { recursive: true });
        await mkdir(dirname(path), { recursive: true });
        try {
            await write(unfinished);
            await rename(unfinished, path);
        } catch (error) {
            await rm(unfinished, { force: true });
            throw error;
        }
        await sync(dirname(path));
    });
}

/** Waits until a file, or the names in a folder, are on the disk. */
async function sync(path: string): Promise<void> {
    const file = await open(path, 'r').catch(() => undefined);
    try {
        // Not every system syncs what was opened for reading.
        await file?.sync().catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'EPERM' && error.code !== 'EISDIR') throw error;
        });
    } finally {
        await file?.close();
    }
}

async function listed(kind: StoredKind, path: string): Promise<ListedFile | undefined> {
    const key = `${kind}/${basename(path)}`;
    const found = isKey(key) ? await stat(path).catch(() => undefined) : undefined;
    return found && { key, bytes: found.size, modifiedAt: found.mtime };
}

async function namesIn(folder: string): Promise<string[]> {
    return readdir(folder).catch(() => []);
}

const root = () => join(config().dataDir, 'media');

/** Two letters of the name are a folder, for a disk does not like a million files in one. */
function pathOf(key: string): string {
    if (!isKey(key)) throw new Error('Not a key of the storage');
    const [kind = '', name = ''] = key.split('/');
    return join(root(), kind, name.slice(0, 2), name);
}
