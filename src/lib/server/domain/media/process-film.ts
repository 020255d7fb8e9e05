import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { AtollError, NotFound } from '../../errors';
import { FilmRefused, fileType, makeFilm, type MadeFilm } from '../../media';
import { HEAD_BYTES, openStored, putFile, removeStored, scratchFolder, withLocalCopy } from '../../storage';
import { discardFiles } from './discard-files';
import { filmSize } from './film-size';
import { filmWords } from './film-words';
import type { MediaRecord } from './own-media';
import { storePreview } from './store-preview';
import { discardRenditions } from './store-renditions';

/** The queue of film and sound that wait to be made ready. */
export const FILMS = 'films';

export interface FilmJob {
    mediaId: string;
}

/** A file that is worked on. */
type Waiting = MediaRecord & { key: string; sourceKey: string };

/** The condition by which a file still waits: its owner may have deleted it meanwhile. */
const waits = (id: string) => and(eq(mediaAttachments.id, id), eq(mediaAttachments.state, 'processing'));

/**
 * Makes film or sound ready, or says why nothing became of it. May be run again for the same, also while it is run;
 * `onProgress` hears which share of the work is done. Returns whether there is something to tell.
 */
export async function processFilm(
    db: Database,
    { mediaId }: FilmJob,
    onProgress: (share: number) => void,
): Promise<boolean> {
    const file = await findWaiting(db, mediaId);
    if (!file) return false;
    await using folder = scratchFolder();
    try {
        const made = await withLocalCopy(file.sourceKey, async (path) =>
            makeFilm(
                {
                    path,
                    mimeType: await typeAt(path),
                    folder: folder.path,
                    seconds: file.original?.duration ?? 0,
                },
                onProgress,
            ),
        );
        await finish(db, file, made, folder.path);
    } catch (error) {
        if (error instanceof FilmRefused) await giveUp(db, file, filmWords(error.why));
        else if (error instanceof NotFound) await giveUp(db, file, filmWords('unreadable'));
        else throw error;
    }
    return true;
}

/** Keeps how far the work is, as others may read it. */
export async function recordProgress(db: Database, mediaId: string, share: number): Promise<void> {
    await db
        .update(mediaAttachments)
        .set({ progress: Math.round(share * 100) })
        .where(waits(mediaId));
}

async function findWaiting(db: Database, mediaId: string): Promise<Waiting | undefined> {
    const [file] = await db.select().from(mediaAttachments).where(waits(mediaId));
    return file?.key && file.sourceKey ? { ...file, key: file.key, sourceKey: file.sourceKey } : undefined;
}

/** By its first bytes, as when it came. */
async function typeAt(path: string): Promise<string> {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return fileType(buffer.subarray(0, bytesRead))?.mimeType ?? '';
}

async function finish(db: Database, file: Waiting, made: MadeFilm, folder: string): Promise<void> {
    const preview = made.poster ? await previewOf(join(folder, made.poster), made) : undefined;
    const sourceBytes = (await openStored(file.sourceKey))?.bytes ?? 0;
    await putFile(file.key, join(folder, made.file));
    const filmBytes = (await openStored(file.key))?.bytes ?? 0;
    const used = await inTransaction(db, async (tx) => {
        const [now] = await tx.select().from(mediaAttachments).where(waits(file.id)).for('update');
        if (!now) return { film: await isShown(tx, file), preview: false };
        // What its owner gave to be shown before it stays.
        const shown = now.previewKey === null ? preview?.columns : undefined;
        const size = filmSize(made.facts, filmBytes);
        await tx
            .update(mediaAttachments)
            .set({
                ...shown,
                state: 'ready',
                progress: 100,
                sourceKey: null,
                original: { ...size, ...(made.waveform && { waveform: made.waveform }) },
                bytes: Math.max(0, now.bytes - sourceBytes) + filmBytes + (shown?.bytes ?? 0),
            })
            .where(waits(file.id));
        await discardFiles(tx, [file.sourceKey]);
        return { film: true, preview: shown !== undefined };
    });
    if (!used.film) await removeStored(file.key);
    if (preview && !used.preview) await discardRenditions([preview.stored]);
}

/** Whether somebody else did the same work meanwhile, and what stands under its name is shown. */
async function isShown(tx: Transaction, { id, key }: Waiting): Promise<boolean> {
    const ofThis = and(eq(mediaAttachments.id, id), eq(mediaAttachments.key, key));
    return (await tx.$count(mediaAttachments, ofThis)) > 0;
}

/** A frame can always be shown; the cover that sound brought along may be anything. */
async function previewOf(path: string, { plan }: MadeFilm) {
    try {
        return await storePreview(await readFile(path));
    } catch (error) {
        if (plan.type === 'audio' && error instanceof AtollError) return undefined;
        throw error;
    }
}

async function giveUp(db: Database, file: Waiting, failure: string): Promise<void> {
    const sourceBytes = (await openStored(file.sourceKey))?.bytes ?? 0;
    await inTransaction(db, async (tx) => {
        const given = await tx
            .update(mediaAttachments)
            .set({
                state: 'failed',
                failure,
                key: null,
                sourceKey: null,
                bytes: Math.max(0, file.bytes - sourceBytes),
            })
            .where(waits(file.id))
            .returning({ id: mediaAttachments.id });
        if (given.length > 0) await discardFiles(tx, [file.sourceKey, file.key]);
    });
}
