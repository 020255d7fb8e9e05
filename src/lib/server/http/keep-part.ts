import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PayloadTooLarge } from '../errors';
import { asNoRoom, HEAD_BYTES, scratchFile, type Incoming } from '../storage';

/** How many bytes a file may have that begins with `head`; throws what is wrong with one that is not taken at all. */
export type MostBytes = (head: Uint8Array) => number;

/**
 * Writes what comes to a scratch file of `files`. Undefined where nothing came.
 * @throws PayloadTooLarge, NoRoom, and what `mostBytes` throws, while it comes.
 */
export async function keepPart(
    stream: Readable,
    files: AsyncDisposableStack,
    mostBytes: MostBytes,
): Promise<Incoming | undefined> {
    const { path } = files.use(scratchFile());
    const file = await open(path, 'wx').catch((error: unknown) => {
        throw asNoRoom(error);
    });
    let bytes = 0;
    let begun: Buffer[] | undefined = [];
    let head = Buffer.alloc(0);
    let most = Infinity;
    const judge = () => {
        head = Buffer.concat(begun ?? []).subarray(0, HEAD_BYTES);
        begun = undefined;
        most = mostBytes(head);
    };
    try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            begun?.push(chunk);
            if (begun && bytes >= HEAD_BYTES) judge();
            if (bytes > most) throw new PayloadTooLarge('The file is too large');
            await file.appendFile(chunk);
        }
        if (bytes === 0) return undefined;
        if (begun) judge();
        if (bytes > most) throw new PayloadTooLarge('The file is too large');
        return { path, bytes, head };
    } catch (error) {
        throw asNoRoom(error);
    } finally {
        await file.close();
    }
}
