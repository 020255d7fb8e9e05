import type { Handle } from '@sveltejs/kit';

/** What programs in browsers of other origins may read. Never with credentials: a cookie does not count there. */
const OPEN =
    /^\/(?:api|\.well-known|nodeinfo|users|media|media-proxy|emoji)(?:\/|$)|^\/oauth\/(?:token|revoke|userinfo)$|^\/@[^/]+$/;

/** Without `Link` among them, browser clients stop after the first page of every list. */
const EXPOSED =
    'Link, Location, Upload-Offset, Upload-Length, Tus-Resumable, Mastodon-Async-Refresh, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id';
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
/** Seconds a browser may remember the answer to a preflight; browsers cap it themselves. */
const PREFLIGHT_AGE = '86400';

/** Lets programs of any origin use the API (CORS), and answers the preflights of browsers. */
export const crossOrigin: Handle = async ({ event, resolve }) => {
    if (!OPEN.test(event.url.pathname)) return resolve(event);
    const preflight = event.request.method === 'OPTIONS';
    const response = preflight ? new Response(null, { status: 204 }) : await resolve(event);
    response.headers.set('Access-Control-Allow-Origin', '*');
    response.headers.set('Access-Control-Expose-Headers', EXPOSED);
    if (preflight) {
        response.headers.set('Access-Control-Allow-Methods', METHODS);
        // Whatever a program adds, such as the traces of its vendor; a star would not stand for Authorization.
        response.headers.set('Access-Control-Allow-Headers', wantedHeaders(event.request));
        response.headers.set('Access-Control-Max-Age', PREFLIGHT_AGE);
    }
    return response;
};

function wantedHeaders({ headers }: Request): string {
    return headers.get('Access-Control-Request-Headers') ?? 'Authorization, Content-Type, Idempotency-Key';
}
