import type { Database } from '$lib/server/db';
import type { MediaRecord } from '$lib/server/domain/media';
import { Unprocessable } from '$lib/server/errors';
import { presentMedia } from '$lib/server/serializers';

/**
 * A file as its owner sees it: 200 where it is ready; while it is worked on `unready`, without an address and with how far
 * the work is.
 * @throws Unprocessable with the reason where nothing became of it.
 */
export async function respondWithMedia(
    db: Database,
    { id, state, progress, failure }: MediaRecord,
    unready: 202 | 206,
): Promise<Response> {
    if (state === 'failed') throw new Unprocessable(failure ?? 'Validation failed: File cannot be read');
    const [media] = await presentMedia(db, [id]);
    return state === 'ready'
        ? Response.json(media)
        : Response.json({ ...media, progress: progress / 100 }, { status: unready });
}
