import type { RequestHandler } from './$types';
import { database } from '$lib/server/db';
import { respondWithError } from '$lib/server/http';
import { embeddedStatusPage, presentEmbeddable } from '$lib/server/serializers';

/** Runs nothing, loads nothing but this community's pictures, and is the one page that any site may frame. */
const POLICY =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *";

/** A public post of a member, for showing within other pages. */
export const GET: RequestHandler = async ({ params, locals }) => {
    try {
        const status = await presentEmbeddable(database(), params.acct, params.id);
        return new Response(embeddedStatusPage(status), {
            headers: {
                'Content-Type': 'text/html; charset=utf-8',
                'Content-Security-Policy': POLICY,
                'Cache-Control': 'public, max-age=180',
            },
        });
    } catch (thrown) {
        return respondWithError(thrown, locals.requestId);
    }
};
