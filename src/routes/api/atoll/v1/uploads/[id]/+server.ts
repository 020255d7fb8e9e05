import { findOwnMedia } from '$lib/server/domain/media';
import { cancelUpload, continueUpload, findPart } from '$lib/server/domain/uploads';
import { AtollError } from '$lib/server/errors';
import { discardBody, endpoint } from '$lib/server/http';
import { respondWithMedia } from '../../../../v1/media/respond-with-media.server';
import { checkVersion, readCount, withProgress } from '../tus.server';

const OWN = { scope: 'write:media', access: 'user', readsBody: true } as const;

/** How far a file has come (tus: core). */
export const HEAD = endpoint(OWN, async ({ viewer, params, request }) => {
    checkVersion(request);
    return withProgress(await findPart(viewer, params.id), new Response(null));
});

/**
 * Takes the next part (tus: core). The answer to the last one is the MediaAttachment, with the status of
 * `POST /api/v2/media`; who did not hear it sends an empty part at the end once more.
 */
export const PATCH = endpoint(OWN, async ({ db, viewer, params, request }) => {
    checkVersion(request);
    if (request.headers.get('content-type') !== 'application/offset+octet-stream')
        throw new AtollError(415, 'Parts are application/offset+octet-stream');
    const offset = readCount(request, 'Upload-Offset');
    const body: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
    const upload = await continueUpload(db, viewer, params.id, { offset, body }).catch((error: unknown) => {
        if (body) void discardBody(body);
        throw error;
    });
    if (!upload.mediaId) return withProgress(upload);
    const file = await findOwnMedia(db, viewer, upload.mediaId);
    return withProgress(upload, await respondWithMedia(db, file, 202));
});

/** Gives a file up that is on its way (tus: termination). */
export const DELETE = endpoint(OWN, async ({ viewer, params, request }) => {
    checkVersion(request);
    await cancelUpload(viewer, params.id);
    return new Response(null, { status: 204, headers: { 'Tus-Resumable': '1.0.0' } });
});
