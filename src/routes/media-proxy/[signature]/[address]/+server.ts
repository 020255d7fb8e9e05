import { database } from '$lib/server/db';
import { isMediaRefused } from '$lib/server/domain/moderation';
import { addressBehind, remotePicture } from '$lib/server/media';
import { NotFound } from '$lib/server/errors';
import { respondWithError } from '$lib/server/http';
import type { RequestHandler } from './$types';

/** Pictures of other servers, so that a reader's browser asks no third party. */
export const GET: RequestHandler = async ({ params, locals }) => {
    try {
        const url = addressBehind(params.signature, params.address);
        if (!url || (await isMediaRefused(database(), new URL(url).host))) throw new NotFound();
        const { type, bytes } = await remotePicture(url);
        return new Response(new Uint8Array(bytes), {
            headers: {
                'Content-Type': type,
                'Cache-Control': 'public, max-age=604800, immutable',
                'Content-Security-Policy': "default-src 'none'; sandbox",
                'Access-Control-Allow-Origin': '*',
                'X-Content-Type-Options': 'nosniff',
            },
        });
    } catch (error) {
        return respondWithError(error, locals.requestId);
    }
};
