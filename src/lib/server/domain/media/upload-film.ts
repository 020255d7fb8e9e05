import { readFile } from 'node:fs/promises';
import { inTransaction, newId, type Database } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { enqueue } from '../../jobs';
import { probeFilm, type FileType, type Probe } from '../../media';
import { newKey, putFile, removeStored, type Incoming } from '../../storage';
import type { Actor } from '../users';
import { filmSize } from './film-size';
import { asUnprocessable } from './film-words';
import { focusColumns } from './media-words';
import { FILMS, type FilmJob } from './process-film';
import { checkQuota } from './quota';
import type { SentMedia } from './sent-media';
import { storePreview } from './store-preview';
import { discardRenditions } from './store-renditions';

/**
 * Takes film or sound, and has it worked on: that it can be read and fits the limits is known when this returns its id.
 * @throws Unprocessable where it does not, and where there is no room for it.
 */
export async function uploadFilm(
    db: Database,
    actor: Actor,
    { file, thumbnail, description, focus }: SentMedia,
    { mimeType, extension }: FileType,
): Promise<string> {
    const { facts, plan } = await probed(file, mimeType);
    const preview = thumbnail && (await storePreview(await readFile(thumbnail.path)));
    const sourceKey = newKey('sources', extension);
    const id = newId();
    const bytes = file.bytes + (preview?.columns.bytes ?? 0);
    try {
        await putFile(sourceKey, file.path);
        await inTransaction(db, async (tx) => {
            await checkQuota(tx, actor, bytes);
            await tx.insert(mediaAttachments).values({
                id,
                accountId: actor.accountId,
                type: plan.type,
                state: 'processing',
                mimeType: plan.mimeType,
                // Named beforehand: whoever does the work twice leaves one file behind.
                key: newKey('attachments', plan.extension),
                sourceKey,
                description: description || null,
                ...focusColumns({ focus }),
                original: filmSize(facts, file.bytes),
                ...preview?.columns,
                bytes,
            });
            await enqueue(tx, FILMS, [{ mediaId: id } satisfies FilmJob]);
        });
    } catch (error) {
        await Promise.allSettled([removeStored(sourceKey)]);
        if (preview) await discardRenditions([preview.stored]);
        throw error;
    }
    return id;
}

async function probed({ path }: Incoming, mimeType: string): Promise<Probe> {
    try {
        return await probeFilm(path, mimeType);
    } catch (error) {
        throw asUnprocessable(error);
    }
}
