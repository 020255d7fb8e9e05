import { database } from '$lib/server/db';
import { openRemoteFile } from '$lib/server/domain/remote-files';
import { addressBehind } from '$lib/server/media';
import { NotFound } from '$lib/server/errors';
import { respondWithError, respondWithFile } from '$lib/server/http';
import type { RequestHandler } from './$types';

/**
 * Pictures, film and sound of other servers, so that a reader's browser asks no third party. What an address shows may be
 * fetched again and be another file then, so browsers ask anew after a week.
 */
export const GET: RequestHandler = async ({ params, locals, request }) => {
    try {
        const url = addressBehind(params.signature, params.address);
        if (!url) throw new NotFound();
        const file = await openRemoteFile(database(), url);
        return await respondWithFile(request, file, { cacheControl: 'public, max-age=604800, immutable' });
    } catch (error) {
        return respondWithError(error, locals.requestId);
    }
};

export const HEAD = GET;
