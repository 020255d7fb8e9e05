/** Files that members gave us, on the local disk under the data directory, by random names. */
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { config } from '../config';
import { isKey, type StoredKind } from './keys';

/** Something stored, as it is read. */
export interface StoredFile {
    bytes: number;
    /** `end` is the last byte that is wanted. */
    read(range?: { start: number; end: number }): ReadableStream<Uint8Array>;
}

/** Stores bytes under a key of their own. Whoever reads finds all of them or nothing, also after a crash. */
export async function put(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const unfinished = `${path}.part`;
    const file = await open(unfinished, 'wx');
    try {
        await file.writeFile(bytes);
        await file.sync();
    } finally {
        await file.close();
    }
    await rename(unfinished, path);
}

/** Undefined where there is nothing of that name. */
export async function openStored(key: string): Promise<StoredFile | undefined> {
    if (!isKey(key)) return undefined;
    const path = pathOf(key);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return {
        bytes: found.size,
        read: (range) => Readable.toWeb(createReadStream(path, range)) as ReadableStream<Uint8Array>,
    };
}

/** Stores the same under another key as well. Nothing to copy is fine. */
export async function copyStored(from: string, to: string): Promise<void> {
    await mkdir(dirname(pathOf(to)), { recursive: true });
    await copyFile(pathOf(from), pathOf(to), constants.COPYFILE_FICLONE).catch(
        (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ENOENT') throw error;
        },
    );
}

/** Removes it. Nothing to remove is fine. */
export async function removeStored(key: string): Promise<void> {
    if (isKey(key)) await rm(pathOf(key), { force: true });
}

/** Everything of a kind that was stored before `before`, what was left unfinished included. */
export async function* listStored(kind: StoredKind, before: Date): AsyncGenerator<string> {
    for (const shard of await namesIn(join(root(), kind)))
        for (const name of await namesIn(join(root(), kind, shard))) {
            const found = await stat(join(root(), kind, shard, name)).catch(() => undefined);
            if (found && found.mtime < before) yield `${kind}/${name}`;
        }
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
