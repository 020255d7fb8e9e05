import { pipeline, Transform, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound-error';

/**
 * Reads a body that may be compressed once, and stops at `maxBytes` of what it inflates to: neither its announced
 * length nor its compressed one says how large it becomes. With `cut`, what comes after is left unread.
 * @throws OutboundError `too-large` or `encoding`.
 */
export async function readCapped(
    body: Readable,
    encoding: string,
    { maxBytes, cut = false }: { maxBytes: number; cut?: boolean },
): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    const source = decoded(body, encoding);
    try {
        for await (const chunk of source) {
            size += chunk.length;
            if (size > maxBytes && !cut)
                throw new OutboundError('too-large', `the body exceeds ${maxBytes} bytes`);
            chunks.push(chunk);
            if (size >= maxBytes && cut) break;
        }
    } finally {
        source.destroy();
        body.destroy();
    }
    return Buffer.concat(chunks, Math.min(size, maxBytes));
}

/**
 * The same as a stream, which ends with an error where it grows beyond `maxBytes`. Ending it ends `body`.
 * @throws OutboundError `encoding`.
 */
export function cappedStream(body: Readable, encoding: string, maxBytes: number): Readable {
    let size = 0;
    const cap = new Transform({
        transform(chunk: Buffer, _encoding, done) {
            size += chunk.length;
            if (size > maxBytes) done(new OutboundError('too-large', `the body exceeds ${maxBytes} bytes`));
            else done(null, chunk);
        },
    });
    // Whoever reads `cap` sees the error; where nobody reads yet it is no error of the process.
    cap.on('error', () => {});
    return pipeline(decoded(body, encoding), cap, () => {});
}

function decoded(body: Readable, encoding: string): Readable {
    const inflate = decoder(encoding);
    if (!inflate) return body;
    return pipeline(body, inflate, () => {
        // The reader of `inflate` sees the error; here it is only kept from being unhandled.
    });
}

function decoder(encoding: string) {
    switch (encoding.trim().toLowerCase()) {
        case '':
        case 'identity':
            return undefined;
        case 'gzip':
        case 'x-gzip':
            return createGunzip();
        case 'deflate':
            return createInflate();
        case 'br':
            return createBrotliDecompress();
        default:
            // A chain of encodings multiplies; nobody has a use for one.
            throw new OutboundError('encoding', `the encoding "${encoding.slice(0, 60)}" is not read`);
    }
}
