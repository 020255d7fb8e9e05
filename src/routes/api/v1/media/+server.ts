import { awaitMedia } from '$lib/server/domain/media';
import { endpoint } from '$lib/server/http';
import { receiveMedia, UPLOADS } from './receive-media.server';
import { respondWithMedia } from './respond-with-media.server';

/** Programs that speak this version know of no waiting, so they are kept waiting; then they are told as the next one tells. */
const PATIENCE_S = 60;

/** Film and sound are ready when this answers. https://docs.joinmastodon.org/methods/media/#v1 */
export const POST = endpoint(UPLOADS, async ({ db, viewer, request, url }) => {
    const id = await receiveMedia(db, viewer, request, url);
    return respondWithMedia(db, await awaitMedia(db, viewer, id, PATIENCE_S), 202);
});
