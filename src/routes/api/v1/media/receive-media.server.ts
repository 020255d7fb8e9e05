import type { Database } from '$lib/server/db';
import { mostBytesOf, uploadMedia } from '$lib/server/domain/media';
import type { Viewer } from '$lib/server/domain/users';
import { Unprocessable } from '$lib/server/errors';
import { receiveUpload } from '$lib/server/http';
import { readWords } from './read-words.server';

/** What every way of sending a whole file in a form declares. */
export const UPLOADS = { scope: 'write:media', access: 'user', limit: 'media', readsBody: true } as const;

/** Takes the file of a form; returns its id. */
export async function receiveMedia(
    db: Database,
    viewer: Viewer,
    request: Request,
    url: URL,
): Promise<string> {
    await using upload = await receiveUpload(request, url, { mostBytes: mostBytesOf });
    const { file, thumbnail, fields } = upload;
    if (!file) throw new Unprocessable("Validation failed: File can't be blank");
    // Awaited here: what came is gone when this returns.
    return await uploadMedia(db, viewer, { file, thumbnail, ...readWords(fields) });
}
