import { once } from 'node:events';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { BadRequest, PayloadTooLarge } from '../errors';
import type { Incoming } from '../storage';
import { discardBody } from './discard-body';
import { keepPart, type MostBytes } from './keep-part';
import { Input, place, readInput, type InputValue } from './read-input';

/** Files that a form may carry, by the names clients give their fields. */
const FILES = ['file', 'thumbnail'] as const;
type FileName = (typeof FILES)[number];

/** What came with a form. Its files are gone with it, unless they were taken over. */
export interface Upload extends AsyncDisposable {
    fields: Input;
    file?: Incoming;
    thumbnail?: Incoming;
}

/** Bytes of a whole form: the longest film, a picture of it, and words. */
const MOST_BYTES = 128_000_000;
/** How long a sender may stand still, in milliseconds. */
const IDLE_MS = 60_000;
/** No client needs more; who sends more wants to keep the server busy. File names are not even looked at. */
const LIMITS = {
    parts: 20,
    files: 4,
    fieldNameSize: 100,
    fieldSize: 100_000,
    headerPairs: 20,
    headerSize: 16_384,
};

/**
 * Reads a form with files, which go to scratch files while they come, so that memory holds only what is on its way.
 * `mostBytes` says for each file, as soon as its first bytes are here, how long it may be, or throws what is wrong with
 * it. A body that is no such form is read as any other; it has no files.
 * @throws BadRequest, PayloadTooLarge, NoRoom, and what `mostBytes` throws; nothing is kept then.
 */
export async function receiveUpload(
    request: Request,
    url: URL,
    { mostBytes }: { mostBytes: MostBytes },
): Promise<Upload> {
    const type = request.headers.get('content-type') ?? '';
    if (!request.body || !/^multipart\/form-data\s*(;|$)/i.test(type))
        return { fields: await readInput(request, url), [Symbol.asyncDispose]: () => Promise.resolve() };

    const values: { [name: string]: InputValue } = Object.create(null);
    for (const [name, value] of url.searchParams) place(values, name, value);
    const body: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
    await using files = new AsyncDisposableStack();
    try {
        if (Number(request.headers.get('content-length')) > MOST_BYTES) throw new PayloadTooLarge();
        const kept = await readForm(body, parserOf(type), {
            onField: (name, value) => place(values, name, value),
            keep: (stream) => keepPart(stream, files, mostBytes),
        });
        const owned = files.move();
        return { ...kept, fields: new Input(values), [Symbol.asyncDispose]: () => owned.disposeAsync() };
    } catch (error) {
        void discardBody(body);
        throw error;
    }
}

function parserOf(type: string): BusboyInstance {
    try {
        return new Busboy({
            headers: { 'content-type': type },
            limits: LIMITS,
            isPartAFile: (name, contentType, fileName) =>
                fileName !== undefined || (isFile(name) && contentType !== 'text/plain'),
        });
    } catch {
        throw new BadRequest('The form could not be read');
    }
}

interface Uses {
    onField(name: string, value: string): void;
    keep(stream: BusboyFileStream): Promise<Incoming | undefined>;
}

/** Feeds the parser with what comes, as fast as what it finds can be kept, until all is kept or something is wrong. */
async function readForm(
    body: ReadableStreamDefaultReader<Uint8Array>,
    parser: BusboyInstance,
    { onField, keep }: Uses,
): Promise<Partial<Record<FileName, Incoming>>> {
    const found = new Map<FileName, Promise<Incoming | undefined>>();
    const broken = new AbortController();
    const fail = (error: unknown) => broken.abort(error);
    const idle = setTimeout(() => fail(new BadRequest('The upload stood still for too long')), IDLE_MS);
    const tooMany = () => fail(new BadRequest('The form has too many parts'));

    parser.on('file', (name: string | undefined, stream: BusboyFileStream) => {
        // What the stream complains of, the parser does as well.
        stream.on('error', () => {});
        if (!isFile(name) || found.has(name)) return void stream.resume();
        broken.signal.addEventListener('abort', () => stream.destroy(broken.signal.reason as Error));
        const keeping = keep(stream);
        keeping.catch(fail);
        found.set(name, keeping);
    });
    parser.on('field', (name: string | undefined, value, _, isCut) => {
        if (isCut) fail(new PayloadTooLarge());
        else if (name !== undefined) onField(name, value);
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, tooMany);
    parser.on('error', () => fail(new BadRequest('The form could not be read')));

    try {
        const { signal } = broken;
        const finished = once(parser, 'finish', { signal });
        finished.catch(() => {});
        for (let size = 0, part; !(part = await orBroken(body.read(), signal)).done; idle.refresh()) {
            size += part.value.byteLength;
            if (size > MOST_BYTES) throw new PayloadTooLarge();
            if (!parser.write(part.value)) await once(parser, 'drain', { signal });
        }
        parser.end();
        await finished;
        const kept = await Promise.all(
            Array.from(found, async ([name, file]) => [name, await file] as const),
        );
        return Object.fromEntries(kept.filter(([, file]) => file !== undefined));
    } catch (error) {
        broken.abort(error);
        parser.destroy();
        await Promise.allSettled(found.values());
        throw broken.signal.reason;
    } finally {
        clearTimeout(idle);
    }
}

/** What `work` brings, unless something breaks before. */
async function orBroken<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers<never>();
    const breakOff = () => reject(signal.reason);
    signal.addEventListener('abort', breakOff, { once: true });
    try {
        return await Promise.race([work, promise]);
    } finally {
        signal.removeEventListener('abort', breakOff);
    }
}

function isFile(name: string | undefined): name is FileName {
    return FILES.some((known) => known === name);
}
