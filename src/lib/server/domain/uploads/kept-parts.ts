/**
 * Files that come in parts, on the local disk, where they outlive every process: a folder for each member, and in it a
 * file whose name tells all there is to know. What is on the disk is how far it has come.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '../../config';
import { NotFound } from '../../errors';
import { asNoRoom } from '../../storage';
import type { Actor } from '../users';

/** A file that is coming in parts, or has come. */
export interface PartialUpload {
    id: string;
    /** Bytes it will have. */
    length: number;
    /** Bytes that are here for good. */
    offset: number;
    path: string;
    /** What it became, once it was here as a whole. */
    mediaId?: string;
}

const DAY = 86_400_000;
/** `id.length`, and of one that has become something `id.length.media`. */
const NAME = /^([\w-]{27})\.(\d{1,15})(?:\.(\d{1,20}))?$/;

/** Those of one member. */
export async function listParts({ accountId }: Actor): Promise<PartialUpload[]> {
    const folder = folderOf(accountId);
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(names.map((name) => partAt(folder, name)));
    return found.filter((upload) => upload !== undefined);
}

/** @throws NotFound also for somebody else's. */
export async function findPart(actor: Actor, id: string): Promise<PartialUpload> {
    const found = (await listParts(actor)).find((upload) => upload.id === id);
    if (!found) throw new NotFound();
    return found;
}

/** Begins a file of `length` bytes. @throws NoRoom */
export async function makePart({ accountId }: Actor, length: number): Promise<PartialUpload> {
    const id = randomBytes(20).toString('base64url');
    const path = join(folderOf(accountId), `${id}.${length}`);
    await make(path);
    return { id, length, offset: 0, path };
}

/** Remembers what became of a file, so that a client which did not hear it can ask once more. */
export async function settlePart(upload: PartialUpload, mediaId: string): Promise<PartialUpload> {
    await make(`${upload.path}.${mediaId}`);
    await removePart(upload);
    return { ...upload, offset: upload.length, mediaId };
}

export async function removePart({ path }: PartialUpload): Promise<void> {
    await rm(path, { force: true });
}

/** Removes those of which nothing came for a day, and what is remembered of others. Returns how many there were. */
export async function forgetOldParts(): Promise<number> {
    let forgotten = 0;
    for (const accountId of await readdir(root()).catch(() => []))
        for (const name of await readdir(folderOf(accountId)).catch(() => [])) {
            const path = join(folderOf(accountId), name);
            const found = await stat(path).catch(() => undefined);
            if (!found || found.mtimeMs > Date.now() - DAY) continue;
            await rm(path, { force: true });
            forgotten++;
        }
    return forgotten;
}

const root = () => join(config().dataDir, 'uploads');
const folderOf = (accountId: string) => join(root(), accountId);

async function partAt(folder: string, name: string): Promise<PartialUpload | undefined> {
    const [, id, length, mediaId] = NAME.exec(name) ?? [];
    const path = join(folder, name);
    const found = id === undefined ? undefined : await stat(path).catch(() => undefined);
    if (!id || !found) return undefined;
    const offset = mediaId ? Number(length) : found.size;
    return { id, length: Number(length), offset, path, ...(mediaId && { mediaId }) };
}

async function make(path: string): Promise<void> {
    try {
        await mkdir(join(path, '..'), { recursive: true });
        await (await open(path, 'wx')).close();
    } catch (error) {
        throw asNoRoom(error);
    }
}
