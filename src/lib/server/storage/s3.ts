/** Files in a bucket of a service that speaks S3. https://docs.aws.amazon.com/AmazonS3/latest/API/ */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoreSettings } from '../config';
import { NotFound, ServiceUnavailable } from '../errors';
import { isKey, type StoredKind } from './keys';
import { withRoom } from './room';
import { askStore, type S3Request } from './s3-request';
import { scratchFile } from './scratch';
import type { ByteRange, ListedFile, Store, StoredFile } from './store';

/** A type that no browser shows: whoever finds a way to the bucket itself gets files to keep, not pages. */
const PLAIN = { 'content-type': 'application/octet-stream' };

export function s3Store(settings: StoreSettings): Store {
    const ask = (request: S3Request) => askStore(settings, request);

    /** Asks for something of which only the success counts. */
    async function tell(request: S3Request): Promise<number> {
        const { statusCode, body } = await ask(request);
        await body.dump();
        return statusCode;
    }

    async function open(key: string): Promise<StoredFile | undefined> {
        if (!isKey(key)) return undefined;
        const { statusCode, headers, body } = await ask({ method: 'HEAD', key });
        await body.dump();
        if (statusCode === 404) return undefined;
        return {
            bytes: Number(headers['content-length']),
            etag: `"${basename(key)}"`,
            modifiedAt: new Date(String(headers['last-modified'])),
            read: (range) => lazily(() => content(key, range)),
            content: (range) =>
                content(key, range).catch((error: unknown) => {
                    if (error instanceof NotFound) return undefined;
                    throw error;
                }),
        };
    }

    async function content(key: string, range?: ByteRange): Promise<Readable> {
        const headers = range && { range: `bytes=${range.start}-${range.end}` };
        const { statusCode, body } = await ask({ method: 'GET', key, headers });
        if (statusCode === 200 || statusCode === 206) return body;
        await body.dump();
        throw new NotFound();
    }

    async function send(key: string, body: NonNullable<S3Request['body']>): Promise<void> {
        if (!isKey(key)) throw new Error('Not a key of the storage');
        const status = await tell({ method: 'PUT', key, headers: PLAIN, body });
        if (status >= 300) throw new ServiceUnavailable('The bucket for files is not there');
    }

    async function sendFile(key: string, path: string): Promise<void> {
        const { size: bytes } = await stat(path);
        const sha256 = await sha256Of(createReadStream(path));
        await send(key, { bytes, sha256, open: () => createReadStream(path) });
    }

    return {
        open,

        put(key, bytes) {
            const sha256 = createHash('sha256').update(bytes).digest('hex');
            return send(key, { bytes: bytes.byteLength, sha256, open: () => bytes });
        },

        async putFile(key, path) {
            await sendFile(key, path);
            await rm(path, { force: true });
        },

        putCopy: sendFile,

        async withLocalCopy(key, use) {
            if (!isKey(key)) throw new NotFound();
            await using copy = scratchFile(key.slice(key.lastIndexOf('.') + 1));
            await withRoom(async () => pipeline(await content(key), createWriteStream(copy.path)));
            return await use(copy.path);
        },

        async copy(from, to) {
            if (!isKey(from) || !isKey(to)) throw new Error('Not a key of the storage');
            const headers = { 'x-amz-copy-source': `/${settings.bucket}/${from}` };
            const { statusCode, body } = await ask({ method: 'PUT', key: to, headers });
            // S3 may say after 200 that it did not work out.
            if (statusCode < 300 && (await body.text()).includes('<Error>'))
                throw new ServiceUnavailable('A file could not be copied');
        },

        async remove(key) {
            if (isKey(key)) await tell({ method: 'DELETE', key });
        },

        async *list(kind, before) {
            for (let token: string | undefined = ''; token !== undefined;) {
                const query: Record<string, string> = { 'list-type': '2', prefix: `${kind}/` };
                if (token) query['continuation-token'] = token;
                const answer = await ask({ method: 'GET', query });
                const text = await answer.body.text();
                if (answer.statusCode !== 200)
                    throw new ServiceUnavailable('The bucket for files is not there');
                for (const file of readListing(text, kind)) if (file.modifiedAt < before) yield file;
                token = tagOf(text, 'NextContinuationToken');
            }
        },

        // What is sent is there as a whole or not at all.
        forgetUnfinished: () => Promise.resolve(0),
    };
}

/** SHA-256 in hex of all that comes. */
export async function sha256Of(bytes: AsyncIterable<Uint8Array>): Promise<string> {
    const hash = createHash('sha256');
    for await (const part of bytes) hash.update(part);
    return hash.digest('hex');
}

/** A stream of what is only asked for when somebody reads. */
function lazily(open: () => Promise<Readable>): ReadableStream<Uint8Array> {
    const parts = async function* () {
        yield* await open();
    };
    return Readable.toWeb(Readable.from(parts(), { objectMode: false })) as ReadableStream<Uint8Array>;
}

/** Machines write these lists, always in the same way; names that are not ours are not read at all. */
function readListing(xml: string, kind: StoredKind): ListedFile[] {
    return Array.from(xml.matchAll(/<Contents>(.*?)<\/Contents>/gs), ([, entry = '']) => ({
        key: tagOf(entry, 'Key') ?? '',
        bytes: Number(tagOf(entry, 'Size')),
        modifiedAt: new Date(tagOf(entry, 'LastModified') ?? NaN),
    })).filter(({ key }) => isKey(key) && key.startsWith(`${kind}/`));
}

function tagOf(xml: string, name: string): string | undefined {
    const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
    return text?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
