import { findOwnMedia } from '$lib/server/domain/media';
import { endpoint } from '$lib/server/http';
import { receiveMedia, UPLOADS } from '../../v1/media/receive-media.server';
import { respondWithMedia } from '../../v1/media/respond-with-media.server';

/** Pictures are ready when this answers; film and sound are not. https://docs.joinmastodon.org/methods/media/#v2 */
export const POST = endpoint(UPLOADS, async ({ db, viewer, request, url }) => {
    const id = await receiveMedia(db, viewer, request, url);
    return respondWithMedia(db, await findOwnMedia(db, viewer, id), 202);
});
