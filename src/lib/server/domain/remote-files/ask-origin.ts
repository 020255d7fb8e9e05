import type { Readable } from 'node:stream';
import { OutboundError } from '../../activitypub/outbound-error';
import { outboundStream } from '../../activitypub/outbound-stream';
import type { Database } from '../../db';
import { NotFound } from '../../errors';
import { fileType, type FileType } from '../../media';
import { HEAD_BYTES, type ByteRange } from '../../storage';
import { isMediaRefused } from '../moderation';
import { LARGEST_PASSED_ON, PATIENCE } from './remote-file';

/** The answer of a file's own server, of which the beginning is read. */
export interface OriginAnswer extends FileType {
    /** How long the file is; undefined where its server does not say. */
    bytes: number | undefined;
    /** The whole file from its beginning. */
    body: AsyncGenerator<Uint8Array>;
    /** Ends the answer, where the body is not read to its end. */
    close(): void;
}

/**
 * Asks another server for a file, and tells by its first bytes what it is: what its server says of it counts for nothing.
 * @throws NotFound where there is none that may be shown.
 */
export async function askOrigin(db: Database, url: string): Promise<OriginAnswer> {
    const { status, headers, body } = await ask(db, url);
    try {
        if (status !== 200) throw new NotFound();
        const { head, rest } = await beginningOf(body);
        const type = fileType(head);
        if (!type) throw new NotFound();
        const announced = headers['content-encoding'] ? undefined : headers['content-length'];
        return {
            ...type,
            bytes: announced === undefined ? undefined : Number(announced),
            body: rest,
            close: () => void body.destroy(),
        };
    } catch (error) {
        body.destroy();
        throw error instanceof NotFound ? error : new NotFound(undefined, error);
    }
}

/**
 * A part of a file from its own server, while it comes. Of a server that gives whole files only the rest is passed over.
 * @throws NotFound where it is not given.
 */
export async function askForPart(
    db: Database,
    url: string,
    range: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
    const { status, headers, body } = await ask(db, url, range);
    const isPart = status === 206 && headers['content-range']?.startsWith(`bytes ${range.start}-`);
    if (isPart || status === 200)
        return streamOf(
            { body, close: () => void body.destroy() },
            isPart ? { start: 0, end: range.end - range.start } : range,
        );
    body.destroy();
    throw new NotFound();
}

/** The bytes from `start` to `end` of what comes, no faster than they are read. */
export function streamOf(
    { body, close }: { body: AsyncIterable<Uint8Array>; close(): void },
    range: ByteRange,
): ReadableStream<Uint8Array> {
    const chunks = cut(body, range);
    return new ReadableStream({
        async pull(controller) {
            const { value, done } = await chunks.next();
            if (!done) return controller.enqueue(value);
            close();
            controller.close();
        },
        cancel: close,
    });
}

async function ask(db: Database, url: string, range?: ByteRange) {
    try {
        return await outboundStream(url, {
            range: range && { start: range.start, end: Number.isFinite(range.end) ? range.end : undefined },
            // Wherever it leads: nothing comes from servers whose media are refused.
            admit: async ({ host }) => {
                if (await isMediaRefused(db, host)) throw new NotFound();
            },
            maxBytes: LARGEST_PASSED_ON,
            begins: PATIENCE.begins,
            ends: PATIENCE.film,
        });
    } catch (error) {
        if (error instanceof OutboundError) throw new NotFound(undefined, error);
        throw error;
    }
}

/** As many of the first bytes as tell the type, and everything, these included. */
async function beginningOf(body: Readable): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array> }> {
    const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first: Buffer[] = [];
    let read = 0;
    while (read < HEAD_BYTES) {
        const { value, done } = await chunks.next();
        if (done) break;
        first.push(value);
        read += value.length;
    }
    const head = Buffer.concat(first);
    async function* all() {
        try {
            if (head.length > 0) yield head;
            for (;;) {
                const { value, done } = await chunks.next();
                if (done) return;
                yield value;
            }
        } finally {
            body.destroy();
        }
    }
    return { head, rest: all() };
}

async function* cut(
    chunks: AsyncIterable<Uint8Array>,
    { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
    let at = 0;
    for await (const chunk of chunks) {
        const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
        at += chunk.length;
        if (part.length > 0) yield part;
        if (at > end) return;
    }
}
