import type { RequestHandler } from './$types';
import { database } from '$lib/server/db';
import { asShownError, respondWithError } from '$lib/server/http';
import { embeddedStatusPage, missingEmbedPage, presentEmbeddable } from '$lib/server/serializers';

/** Runs nothing, loads nothing but this community's pictures, and is the one page that any site may frame. */
const POLICY =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *";

/** A public post of a member, for showing within other pages; a page that says so where there is none. */
export const GET: RequestHandler = async ({ params, locals }) => {
    try {
        return respond(embeddedStatusPage(await presentEmbeddable(database(), params.acct, params.id)), 200);
    } catch (thrown) {
        const { status } = asShownError(thrown, locals.requestId);
        return status === 404 ? respond(missingEmbedPage(), 404) : respondWithError(thrown, locals.requestId);
    }
};

function respond(page: string, status: number): Response {
    return new Response(page, {
        status,
        headers: {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': POLICY,
            'Cache-Control': 'public, max-age=180',
            // Its few words are in the language of who reads.
            Vary: 'Accept-Language, Cookie',
        },
    });
}
