import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { wantsPage } from '../activitypub/negotiate';
import { ACTIVITY_JSON, CONTEXT } from '../activitypub/vocabulary';
import { database, type Database } from '../db';
import { AtollError } from '../errors';

/** What an ActivityPub address answers with. */
export interface Served {
    document: object;
    /** Where people read the same. A browser is sent there. */
    page?: string | null;
    /** Only for whoever signed this request: nothing between us and them may keep it. */
    isPrivate?: boolean;
}

type Serve = (call: {
    db: Database;
    params: Record<string, string>;
    url: URL;
    request: Request;
}) => Promise<Served>;

/** Makes the handler of an ActivityPub address: a document for servers, a redirect to the page for browsers. */
export function servesActivity(serve: Serve): RequestHandler {
    return (event) => answerActivity(event, event.params as Record<string, string>, serve);
}

/** Answers one request with an ActivityPub document, or with the page it stands for. */
export async function answerActivity(
    { request, url }: Pick<RequestEvent, 'request' | 'url'>,
    params: Record<string, string>,
    serve: Serve,
): Promise<Response> {
    try {
        const { document, page, isPrivate } = await serve({ db: database(), params, url, request });
        if (page && wantsPage(request.headers.get('accept')))
            return new Response(null, { status: 302, headers: { location: page, vary: 'Accept' } });
        return new Response(JSON.stringify({ '@context': CONTEXT, ...document }), {
            headers: {
                'content-type': `${ACTIVITY_JSON}; charset=utf-8`,
                'cache-control': isPrivate ? 'private, no-store' : 'public, max-age=60',
                vary: 'Accept, Signature, Signature-Input',
            },
        });
    } catch (error) {
        if (!(error instanceof AtollError)) throw error;
        const headers = { 'cache-control': 'no-store', vary: 'Accept, Signature, Signature-Input' };
        return Response.json({ error: error.message }, { status: error.status, headers });
    }
}
