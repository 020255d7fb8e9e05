import { config } from '../config';
import { mayHaveTwin, openTwin } from '../media';
import { isServed, openStored, type ByteRange, type StoredFile } from '../storage';
import { readRange } from './read-range';

/** What is asked of a stored file. */
export interface MediaQuestion {
    key: string;
    /** A header of the request by its name in small letters. */
    header(name: string): string | null | undefined;
}

export interface MediaAnswer {
    status: 200 | 206 | 304 | 404 | 416;
    headers: Record<string, string>;
    /** What the body is, and which part of it; a HEAD leaves it out. */
    file?: StoredFile;
    range?: ByteRange;
}

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
 * Answers for files of members: whole, a range of their bytes (RFC 9110, 14), or that the browser has them already
 * (RFC 9110, 13). A name is never used twice, so whoever has one keeps it; and it is never a page: its type is of our
 * choosing, nothing in it runs, and its name tells nothing.
 * @throws ServiceUnavailable where files are kept elsewhere and cannot be asked for.
 */
export async function answerMedia({ key: asked, header }: MediaQuestion): Promise<MediaAnswer> {
    const { key, file } = (await openAccepted(asked, header('accept') ?? null)) ?? {};
    const extension = key?.slice(key.lastIndexOf('.') + 1) ?? '';
    const type = TYPES[extension];
    if (!file || !type) return { status: 404, headers: { ...GUARDS, 'Cache-Control': 'no-store' } };
    const modified = file.modifiedAt.toUTCString();
    const headers: Record<string, string> = {
        ...GUARDS,
        'Content-Type': type,
        'Content-Disposition': `inline; filename="media.${extension}"`,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Accept-Ranges': 'bytes',
        ETag: file.etag,
        'Last-Modified': modified,
    };
    if (mayHaveTwin(asked)) headers.Vary = 'Accept';
    if (config().origin.startsWith('https:')) headers['Strict-Transport-Security'] = 'max-age=31536000';
    if (isKnown(header, file.etag, modified)) return { status: 304, headers };
    const version = header('if-range');
    const isSame = !version || version === file.etag || version === modified;
    const range = isSame ? readRange(header('range') ?? null, file.bytes) : undefined;
    if (range === 'beyond')
        return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.bytes}` } };
    headers['Content-Length'] = String(range ? range.end - range.start + 1 : file.bytes);
    if (!range) return { status: 200, headers, file };
    headers['Content-Range'] = `bytes ${range.start}-${range.end}/${file.bytes}`;
    return { status: 206, headers, file, range };
}

/** Whatever a browser takes a file for, nothing in it runs. */
export const GUARDS = {
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** A file, or what is smaller and accepted in its place. */
async function openAccepted(key: string, accept: string | null) {
    if (!isServed(key)) return undefined;
    const twin = await openTwin(key, accept);
    if (twin) return twin;
    const file = await openStored(key);
    return file && { key, file };
}

/** Names count before dates (RFC 9110, 13.2.2). */
function isKnown(header: MediaQuestion['header'], etag: string, modified: string): boolean {
    const names = header('if-none-match');
    if (names)
        return (
            names.trim() === '*' || names.split(',').some((name) => name.trim().replace(/^W\//, '') === etag)
        );
    const since = Date.parse(header('if-modified-since') ?? '');
    return since >= Date.parse(modified);
}
