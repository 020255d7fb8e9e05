/** Names every request, and writes one line and one measurement for it when it is answered. */
import { randomUUID } from 'node:crypto';
import type { Handle } from '@sveltejs/kit';
import { log } from '../../log';
import { requestDuration } from '../../metrics';

/** What a proxy in front may name a request; anything else is not worth a place in the log. */
const GIVEN_ID = /^[\w.:-]{8,64}$/;

/** Sets `locals.requestId` and answers it as `X-Request-Id`. The path is logged without its query, which may hold tokens. */
export const recordRequest: Handle = async ({ event, resolve }) => {
    const given = event.request.headers.get('x-request-id') ?? '';
    const requestId = GIVEN_ID.test(given) ? given : randomUUID();
    event.locals.requestId = requestId;
    const begun = performance.now();
    const response = await resolve(event);
    const milliseconds = performance.now() - begun;

    const answer = withHeader(response, 'X-Request-Id', requestId);
    if (answer.status === 503 && !answer.headers.has('retry-after')) answer.headers.set('Retry-After', '5');
    // A sub-request of a page is part of that page's own line.
    if (event.isSubRequest) return answer;
    const { method } = event.request;
    requestDuration.observe(
        { method, route: event.route.id ?? 'none', status: String(answer.status) },
        milliseconds / 1000,
    );
    log.info(
        {
            requestId,
            method,
            path: event.url.pathname,
            status: answer.status,
            ms: Math.round(milliseconds * 10) / 10,
        },
        'request',
    );
    return answer;
};

/** Some responses, such as redirects made by the platform, have headers that cannot be written. */
function withHeader(response: Response, name: string, value: string): Response {
    try {
        response.headers.set(name, value);
        return response;
    } catch {
        const copy = new Response(response.body, response);
        copy.headers.set(name, value);
        return copy;
    }
}
