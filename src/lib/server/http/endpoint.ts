import type { RequestEvent } from '@sveltejs/kit';
import { permits, type Scope } from '$lib/mastodon-api/scopes';
import { database, type Database } from '../db';
import type { Viewer } from '../domain/users';
import { Forbidden, Unauthorized, Unprocessable } from '../errors';
import { authenticate, type ActivePrincipal } from './authenticate';
import { readInput, type Input } from './read-input';
import { respondWithError } from './respond-with-error';

/**
 * Who may call: `public` anybody (a token only adds to what they see), `app` any valid token, `user` a member.
 */
export type Access = 'public' | 'app' | 'user';

/** What every API route says of itself; the scope matrix test is generated from these. */
export interface Declaration<A extends Access = Access> {
    /** The scope a token needs; null where the documentation asks for none. */
    scope: Scope | null;
    access: A;
    /** Bytes of a body that are read before it is refused. */
    bodyLimit?: number;
}

/** The names that stand in brackets in the folders of API routes. Those of the route that matched are always there. */
type PathParameters = Readonly<Record<'id' | 'name' | 'tag' | 'date' | 'group_key' | 'stream', string>>;

/** What a route's sentence is written with. */
export interface Call<A extends Access> {
    db: Database;
    viewer: A extends 'user' ? Viewer : Viewer | null;
    principal: ActivePrincipal;
    params: PathParameters;
    input: Input;
    url: URL;
    request: Request;
    event: RequestEvent;
}

type Answer = Response | object | null;

/** A Kit handler that carries its declaration. */
export interface Endpoint {
    (event: RequestEvent): Promise<Response>;
    declaration: Declaration;
}

/**
 * The one way to make an API route: authenticates, checks access and scope, reads the input, and answers in the API's
 * own shape whatever is thrown. A returned object becomes JSON.
 */
export function endpoint<A extends Access>(
    declaration: Declaration<A>,
    sentence: (call: Call<A>) => Promise<Answer> | Answer,
): Endpoint {
    const handler = async (event: RequestEvent): Promise<Response> => {
        try {
            const db = database();
            const principal = await authenticate(db, event);
            const viewer = principal.kind === 'user' ? principal.viewer : null;
            checkAccess(declaration, principal);
            const input = await readInput(event.request, event.url, { limit: declaration.bodyLimit });
            const answer = await sentence({
                db,
                viewer: viewer as Call<A>['viewer'],
                principal,
                params: event.params as Partial<PathParameters> as PathParameters,
                input,
                url: event.url,
                request: event.request,
                event,
            });
            return answer instanceof Response ? answer : jsonAnswer(answer);
        } catch (thrown) {
            return respondWithError(thrown, event.locals.requestId);
        }
    };
    return Object.assign(handler, { declaration });
}

function jsonAnswer(entity: object | null): Response {
    return new Response(JSON.stringify(entity ?? {}), {
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
}

/** @throws Unauthorized, Unprocessable for an app's token on a member's method, Forbidden without the scope. */
function checkAccess({ scope, access }: Declaration, principal: ActivePrincipal): void {
    if (principal.kind === 'guest') {
        if (access === 'public') return;
        throw new Unauthorized();
    }
    if (principal.kind === 'app' && access === 'user')
        throw new Unprocessable('This method requires an authenticated user');
    const granted = principal.kind === 'user' ? principal.viewer.scopes : principal.scopes;
    if (scope && !permits(granted, scope))
        throw new Forbidden('This action is outside the authorized scopes');
}
