import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { wantsPage } from '../activitypub/negotiate';
import { contextOf } from '../activitypub/context';
import { ACTIVITY_JSON } from '../activitypub/vocabulary';
import { config } from '../config';
import { database, type Database } from '../db';
import { instanceState } from '../domain/instance';
import { AtollError, Unauthorized } from '../errors';
import { findReader } from './find-reader';
import type { Signer } from './find-signer';

/** What an ActivityPub address answers with. */
export interface Served {
    document: object;
    /** Where people read the same. A browser is sent there. */
    page?: string | null;
    /** Only for whoever signed this request: nothing between us and them may keep it. */
    isPrivate?: boolean;
}

/** A request for a document. */
export interface Asked {
    db: Database;
    params: Record<string, string>;
    url: URL;
    request: Request;
    /** Whoever signed it, where that is known. */
    reader: Signer | undefined;
}

type Serve = (asked: Asked) => Promise<Served>;

/**
 * Who is given a document: whoever signs `always`; everybody, unless signatures are asked for by the setting; or everybody
 * whatever is set, which is for what a signature is verified by.
 */
type Access = 'signed' | 'by-setting' | 'open';

/** Makes the handler of an ActivityPub address: a document for servers, a redirect to the page for browsers. */
export function servesActivity(serve: Serve, access: Access = 'by-setting'): RequestHandler {
    return (event) => answerActivity(event, event.params as Record<string, string>, serve, access);
}

/** Answers one request with an ActivityPub document, or with the page it stands for. */
export async function answerActivity(
    { request, url }: Pick<RequestEvent, 'request' | 'url'>,
    params: Record<string, string>,
    serve: Serve,
    access: Access = 'by-setting',
): Promise<Response> {
    try {
        const db = database();
        const isForPeople = wantsPage(request.headers.get('accept'));
        const mustSign = access === 'signed' || (access === 'by-setting' && (await asksForSignatures(db)));
        // Whoever verifies a signature of ours asks for our key: to ask for theirs before would never end.
        const reader = await findReader(db, { request, url }, { mayAsk: mustSign });
        if (mustSign && !reader && !isForPeople) throw new Unauthorized(UNSIGNED);
        const { document, page, isPrivate } = await serve({ db, params, url, request, reader });
        if (page && isForPeople)
            return new Response(null, { status: 302, headers: { location: page, vary: 'Accept' } });
        if (mustSign && !reader) throw new Unauthorized(UNSIGNED);
        return new Response(JSON.stringify({ '@context': contextOf(document), ...document }), {
            headers: {
                'content-type': `${ACTIVITY_JSON}; charset=utf-8`,
                'cache-control': isPrivate || mustSign ? 'private, no-store' : 'public, max-age=60',
                vary: 'Accept, Signature, Signature-Input',
            },
        });
    } catch (error) {
        if (!(error instanceof AtollError)) throw error;
        const headers = { 'cache-control': 'no-store', vary: 'Accept, Signature, Signature-Input' };
        return Response.json({ error: error.message }, { status: error.status, headers });
    }
}

/** Whoever speaks with listed servers alone has to know who asks. */
async function asksForSignatures(db: Database): Promise<boolean> {
    return config().authorizedFetch || (await instanceState(db)).settings.federation === 'listed';
}

const UNSIGNED = 'This is given only to servers that sign their request';
