import { setTimeout } from 'node:timers/promises';
import { config } from '../../config';
import type { Database } from '../../db';
import { NotFound } from '../../errors';
import { log } from '../../log';
import { newKey, put, putFile, removeStored } from '../../storage';
import { Arrival } from './arrival';
import { askForPart, askOrigin, type OriginAnswer } from './ask-origin';
import { keepRoom } from './keep-room';
import { lookUp, openKept } from './kept-file';
import { passOn } from './pass-on';
import { heldFile, keepInMemory } from './picture-memory';
import { LARGEST_KEPT, LARGEST_PICTURE, PATIENCE, type Opening } from './remote-file';
import { claim, giveUp, reserve, settle } from './space';

/** No single file takes more than this part of what all may. */
const LARGEST_PART = 0.25;

/** A file that is being fetched: `opened` as soon as it can be shown, `ended` when it is here for good, or given up. */
interface Fetch {
    opened: Promise<Opening>;
    ended: Promise<void>;
}

/**
 * Fetches a file for all who ask. A picture is shown when it is here; film and sound while they come. Whoever looks never
 * waits for room or for the disk: what cannot be kept is passed on.
 */
export function fetchFile(db: Database, url: string): Fetch {
    const opening = Promise.withResolvers<Opening>();
    const ended = fetchAndKeep(db, url, opening.resolve).catch((error: unknown) => {
        opening.reject(error);
        if (!(error instanceof NotFound)) log.warn({ err: error, url }, 'A remote file could not be kept');
    });
    return { opened: opening.promise, ended };
}

async function fetchAndKeep(db: Database, url: string, show: (file: Opening) => void): Promise<void> {
    const keeps = config().remoteMedia.ceiling > 0;
    const mayKeep = keeps && (await claim(db, url));
    const kept = keeps && !mayKeep ? await keptElsewhere(db, url) : undefined;
    if (kept) return show(kept);
    try {
        const answer = await askOrigin(db, url);
        if (answer.kind === 'image') await keepPicture(db, url, answer, { mayKeep, show });
        else await keepFilm(db, url, answer, { mayKeep, show });
    } finally {
        if (mayKeep) await giveUp(db, url);
    }
}

/** Another process is fetching it, and small things are there in a moment. Who has fallen holds up nobody for longer. */
async function keptElsewhere(db: Database, url: string): Promise<Opening | undefined> {
    for (let look = 0; look < LOOKS; look++) {
        const file = await openKept(db, url, await lookUp(db, url));
        if (file) return () => file;
        await setTimeout(BETWEEN_LOOKS);
    }
    return undefined;
}

const LOOKS = 8;
/** In milliseconds. */
const BETWEEN_LOOKS = 150;

interface Keeping {
    mayKeep: boolean;
    show: (file: Opening) => void;
}

async function keepPicture(
    db: Database,
    url: string,
    { body, close, mimeType, extension, bytes }: OriginAnswer,
    { mayKeep, show }: Keeping,
): Promise<void> {
    if ((bytes ?? 0) > LARGEST_PICTURE) {
        close();
        throw new NotFound();
    }
    const content = await wholeOf(body, close);
    if (bytes !== undefined && content.length !== bytes) throw new NotFound();
    const picture = { mimeType, content };
    keepInMemory(url, picture);
    show(() => heldFile(picture));
    if (!mayKeep || !(await room(db, url, content.length))) return;
    const key = newKey('remote', extension);
    await put(key, content);
    await keep(db, url, { key, mimeType });
}

async function wholeOf(body: AsyncIterable<Uint8Array>, close: () => void): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const late = AbortSignal.timeout(PATIENCE.picture);
    late.addEventListener('abort', close);
    try {
        for await (const chunk of body) {
            size += chunk.length;
            if (size > LARGEST_PICTURE) throw new NotFound();
            chunks.push(chunk);
        }
    } catch (error) {
        throw error instanceof NotFound ? error : new NotFound(undefined, error);
    } finally {
        late.removeEventListener('abort', close);
    }
    return Buffer.concat(chunks, size);
}

async function keepFilm(
    db: Database,
    url: string,
    answer: OriginAnswer,
    { mayKeep, show }: Keeping,
): Promise<void> {
    const { bytes, mimeType, extension } = answer;
    if (!mayKeep || bytes === undefined || bytes > LARGEST_KEPT || !(await room(db, url, bytes))) {
        show(passOn(db, url, answer));
        return;
    }
    await using arrival = new Arrival({ bytes, mimeType });
    show(() => ({
        mimeType,
        bytes,
        read: (range = { start: 0, end: bytes - 1 }) =>
            range.start > arrival.arrived + NEAR ? askForPart(db, url, range) : arrival.follow(range),
        close() {},
    }));
    await arrival.take(answer);
    const key = newKey('remote', extension);
    await putFile(key, arrival.path);
    await keep(db, url, { key, mimeType });
}

/** Whoever leaps further ahead than this does not wait until the file has come so far. */
const NEAR = 1_000_000;

/** Room for so much more, within what all files together may take. */
async function room(db: Database, url: string, bytes: number): Promise<boolean> {
    const { ceiling } = config().remoteMedia;
    const reserved = bytes <= ceiling * LARGEST_PART && (await reserve(db, url, { bytes, ceiling }));
    keepRoom(db);
    return reserved;
}

/** Writes down that a file is here; one that was forgotten while it came is removed. */
async function keep(db: Database, url: string, file: { key: string; mimeType: string }): Promise<void> {
    if (!(await settle(db, url, file))) await removeStored(file.key);
}
