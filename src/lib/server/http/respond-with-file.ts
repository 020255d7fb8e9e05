import { GUARDS } from './media-answer';
import { readRange } from './read-range';

/** A file of another server to be given out, whole or in part. */
export interface ShownFile {
    /** Of our choosing. */
    mimeType: string;
    /** How long it is; where that is not known, it is given whole. */
    bytes: number | undefined;
    /** Strong, with its quotes; never of two different files. */
    etag?: string;
    /** `end` is the last byte that is wanted. */
    read(range?: {
        start: number;
        end: number;
    }): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
    /** Lets go of what nobody reads. */
    close?(): void;
}

/**
 * Answers with a file, a range of its bytes (RFC 9110, 14), or nothing where the browser has it already (RFC 9110, 13). It
 * is never a page: nothing in it runs, whatever a browser takes it for.
 */
export async function respondWithFile(
    request: Request,
    file: ShownFile,
    { cacheControl }: { cacheControl: string },
): Promise<Response> {
    const { mimeType, bytes, etag } = file;
    const headers = new Headers({
        ...GUARDS,
        'Content-Type': mimeType,
        'Cache-Control': cacheControl,
        ...(bytes !== undefined && { 'Accept-Ranges': 'bytes', 'Content-Length': String(bytes) }),
        ...(etag && { ETag: etag }),
    });
    if (etag && isNamed(request.headers.get('if-none-match'), etag)) {
        file.close?.();
        headers.delete('Content-Length');
        return new Response(null, { status: 304, headers });
    }
    const range = bytes === undefined ? undefined : wantedRange(request, bytes, etag);
    if (range === 'beyond') {
        file.close?.();
        headers.set('Content-Range', `bytes */${bytes}`);
        headers.delete('Content-Length');
        return new Response(null, { status: 416, headers });
    }
    if (range) {
        headers.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
        headers.set('Content-Length', String(range.end - range.start + 1));
    }
    const status = range ? 206 : 200;
    if (request.method === 'HEAD') {
        file.close?.();
        return new Response(null, { status, headers });
    }
    return new Response(await file.read(range), { status, headers });
}

/** A part that was asked for of another version than this is no use: then everything is wanted. */
function wantedRange({ headers }: Request, bytes: number, etag: string | undefined) {
    const version = headers.get('if-range');
    return version === null || version === etag ? readRange(headers.get('range'), bytes) : undefined;
}

function isNamed(header: string | null, etag: string): boolean {
    const named = (header ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''));
    return named.includes(etag) || named[0] === '*';
}
