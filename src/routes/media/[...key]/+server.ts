import { NotFound } from '$lib/server/errors';
import { respondWithError } from '$lib/server/http';
import { openStored } from '$lib/server/storage';
import type { RequestHandler } from './$types';

/** What is stored is of these types, made by us; a name says nothing else. */
const TYPES: Record<string, string> = { webp: 'image/webp' };

/** Files of members. A name is never used twice, so whoever has one keeps it; and it is never a page. */
export const GET: RequestHandler = async ({ params, locals }) => {
    const file = await openStored(params.key);
    const type = TYPES[params.key.slice(params.key.lastIndexOf('.') + 1)];
    if (!file || !type) return respondWithError(new NotFound(), locals.requestId);
    return new Response(file.read(), {
        headers: {
            'Content-Type': type,
            'Content-Length': String(file.bytes),
            'Cache-Control': 'public, max-age=31536000, immutable',
            'Content-Security-Policy': "default-src 'none'; sandbox",
            'Access-Control-Allow-Origin': '*',
            'Cross-Origin-Resource-Policy': 'cross-origin',
            'X-Content-Type-Options': 'nosniff',
        },
    });
};
