import { open, type FileHandle } from 'node:fs/promises';
import type { Database } from '../../db';
import { AtollError, BadRequest, Conflict, PayloadTooLarge } from '../../errors';
import { asNoRoom, HEAD_BYTES, type Incoming } from '../../storage';
import { mostBytesOf, uploadMedia } from '../media';
import type { Actor } from '../users';
import { findPart, removePart, settlePart, type PartialUpload } from './kept-parts';

/** A part, and where in the file it begins. */
export interface Part {
    offset: number;
    /** What is left of it when something is thrown is the caller's to read. */
    body: ReadableStreamDefaultReader<Uint8Array> | undefined;
}

/** Who works on which upload in this process. */
const working = new Map<string, { interrupt(): void; ended: Promise<unknown> }>();

/**
 * Takes the next part of a file, and makes a medium of it when it is the last. A part that breaks off is kept as far as
 * it came. What is returned as here survives the end of the process and of the machine. Whoever sends a part again has
 * given up the one before.
 * @throws NotFound, Conflict where the part does not continue what is here, PayloadTooLarge, NoRoom, and what
 * `uploadMedia` throws: the file is gone then, as soon as its first bytes tell that nothing can become of it.
 */
export async function continueUpload(
    db: Database,
    actor: Actor,
    id: string,
    { offset, body }: Part,
): Promise<PartialUpload> {
    return alone(
        id,
        () => void body?.cancel().catch(() => {}),
        async () => {
            const upload = await findPart(actor, id);
            if (upload.offset !== offset)
                throw new Conflict(`${upload.offset} bytes are here, so no part can begin at ${offset}`);
            if (upload.mediaId) return upload;
            try {
                const come = { ...upload, offset: await write(upload, body) };
                if (come.offset < come.length) return come;
                const file = await incomingOf(come);
                return await settlePart(come, await uploadMedia(db, actor, { file }));
            } catch (error) {
                if (error instanceof AtollError && [413, 422].includes(error.status))
                    await removePart(upload);
                throw error;
            }
        },
    );
}

/** Ends what is coming. @throws NotFound */
export async function cancelUpload(actor: Actor, id: string): Promise<void> {
    const interrupt = () => {};
    await alone(id, interrupt, async () => removePart(await findPart(actor, id)));
}

/** One at a time for each upload: those before are interrupted, and waited for. */
async function alone<T>(id: string, interrupt: () => void, work: () => Promise<T>): Promise<T> {
    for (let other; (other = working.get(id));) {
        other.interrupt();
        await other.ended;
    }
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    working.set(id, { interrupt, ended });
    try {
        return await work();
    } finally {
        working.delete(id);
        end();
    }
}

/** Appends what comes, judges it by its first bytes, and returns how far the file has come on the disk itself. */
async function write(
    { path, offset, length }: PartialUpload,
    reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<number> {
    const file = await open(path, 'r+');
    let at = offset;
    try {
        for (let part; reader && !(part = await readPart(reader)).done;) {
            if (at + part.value.byteLength > length)
                throw new PayloadTooLarge('More came than was announced');
            await file.write(part.value, 0, part.value.byteLength, at);
            const before = at;
            at += part.value.byteLength;
            if (before < HEAD_BYTES && (at >= HEAD_BYTES || at === length)) await judge(file, length);
        }
        return at;
    } catch (error) {
        throw asNoRoom(error);
    } finally {
        await file.sync().finally(() => file.close());
    }
}

async function readPart(reader: ReadableStreamDefaultReader<Uint8Array>) {
    try {
        return await reader.read();
    } catch {
        throw new BadRequest('The part broke off');
    }
}

/** @throws PayloadTooLarge, and Unprocessable where nothing can become of what begins like this. */
async function judge(file: FileHandle, length: number): Promise<void> {
    if (length > mostBytesOf(await headOf(file, length))) throw new PayloadTooLarge('The file is too large');
}

async function headOf(file: FileHandle, length: number): Promise<Uint8Array> {
    const head = new Uint8Array(Math.min(HEAD_BYTES, length));
    const { bytesRead } = await file.read(head, 0, head.byteLength, 0);
    return head.subarray(0, bytesRead);
}

async function incomingOf({ path, length }: PartialUpload): Promise<Incoming> {
    await using file = await open(path, 'r');
    return { path, bytes: length, head: await headOf(file, length) };
}
