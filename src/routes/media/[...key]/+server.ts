import { NotFound } from '$lib/server/errors';
import { respondWithError } from '$lib/server/http';
import { mayHaveTwin, openTwin } from '$lib/server/media';
import { isServed, openStored } from '$lib/server/storage';
import type { RequestHandler } from './$types';
import { readRange } from './read-range.server';

/** What is stored is of these types, made by us; a name says nothing else. */
const TYPES: Record<string, string> = {
    webp: 'image/webp',
    avif: 'image/avif',
    jpg: 'image/jpeg',
    png: 'image/png',
    gif: 'image/gif',
    mp4: 'video/mp4',
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
};

/**
 * Files of members, whole or a range of their bytes (RFC 9110, 14). A name is never used twice, so whoever has one keeps
 * it; and it is never a page.
 */
export const GET: RequestHandler = async ({ params, locals, request }) => {
    const { key, file } = (await openAccepted(params.key, request.headers.get('accept'))) ?? {};
    const type = TYPES[key?.slice(key.lastIndexOf('.') + 1) ?? ''];
    if (!file || !type) return respondWithError(new NotFound(), locals.requestId);
    const headers = new Headers({
        'Content-Type': type,
        'Accept-Ranges': 'bytes',
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'X-Content-Type-Options': 'nosniff',
        ...(mayHaveTwin(params.key) && { Vary: 'Accept' }),
    });
    const range = readRange(request.headers.get('range'), file.bytes);
    if (range === 'beyond') {
        headers.set('Content-Range', `bytes */${file.bytes}`);
        return new Response(null, { status: 416, headers });
    }
    if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${file.bytes}`);
    headers.set('Content-Length', String(range ? range.end - range.start + 1 : file.bytes));
    return new Response(file.read(range), { status: range ? 206 : 200, headers });
};

/** A file, or what is smaller and accepted in its place. */
async function openAccepted(key: string, accept: string | null) {
    if (!isServed(key)) return undefined;
    const twin = await openTwin(key, accept);
    if (twin) return twin;
    const file = await openStored(key);
    return file && { key, file };
}
