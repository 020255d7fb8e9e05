import type { RequestEvent } from '@sveltejs/kit';
import { permits, type Scope } from '$lib/mastodon-api/scopes';
import { database, type Database } from '../db';
import { mayDo, type Permission, type Viewer } from '../domain/users';
import { Forbidden, Unauthorized, Unprocessable } from '../errors';
import { authenticate, type ActivePrincipal } from './authenticate';
import { addressKey, clientAddress } from './client-address';
import { setRateLimitHeaders, spend, spendRequest, type Allowance, type Limit } from './rate-limit';
import { readInput, type Input } from './read-input';
import { respondWithError } from './respond-with-error';

/**
 * Who may call: `public` anybody (a token only adds to what they see), `app` any valid token, `user` a member; `client`
 * a program that shows its own credentials in the request, which the sentence checks, and whose tokens are not looked at.
 */
export type Access = 'public' | 'app' | 'user' | 'client';

/** What every API route says of itself; the scope matrix test is generated from these. */
export interface Declaration<A extends Access = Access> {
    /** The scope a token needs; null where the documentation asks for none. */
    scope: Scope | null;
    access: A;
    /** What the member's role must permit, besides. */
    permission?: Permission;
    /** Members whose address is not confirmed yet, or who wait for approval, may call as well. */
    beforeAdmission?: boolean;
    /** Bytes of a body that are read before it is refused. */
    bodyLimit?: number;
    /** The sentence reads the body itself, while it comes: `input` has the query alone. */
    readsBody?: boolean;
    /** What is counted apart, because it costs more or is abused more easily. */
    limit?: Limit;
}

/** The names that stand in brackets in the folders of API routes. Those of the route that matched are always there. */
type PathParameters = Readonly<
    Record<'id' | 'name' | 'tag' | 'date' | 'group_key' | 'stream' | 'quoting' | 'emoji', string>
>;

/** What a route's sentence is written with. */
export interface Call<A extends Access> {
    db: Database;
    viewer: A extends 'user' ? Viewer : Viewer | null;
    principal: ActivePrincipal;
    /** Where the request came from. */
    address: string;
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
        let principal: ActivePrincipal = { kind: 'guest' };
        let allowance: Allowance | undefined;
        let response: Response;
        try {
            const db = database();
            const address = clientAddress(event);
            principal = await identify(db, event, declaration, address);
            allowance = await spendRequest(principal, address, declaration.limit);
            checkAccess(declaration, principal);
            const viewer = principal.kind === 'user' ? principal.viewer : null;
            const answer = await sentence({
                db,
                viewer: viewer as Call<A>['viewer'],
                principal,
                address,
                params: event.params as Partial<PathParameters> as PathParameters,
                input: await readInput(event.request, event.url, {
                    limit: declaration.bodyLimit,
                    withBody: !declaration.readsBody,
                }),
                url: event.url,
                request: event.request,
                event,
            });
            response = answer instanceof Response ? answer : jsonAnswer(answer);
        } catch (thrown) {
            response = respondWithError(thrown, event.locals.requestId);
        }
        if (allowance) setRateLimitHeaders(response.headers, allowance);
        setCacheHeaders(response.headers, principal);
        return response;
    };
    return Object.assign(handler, { declaration });
}

function jsonAnswer(entity: object | null): Response {
    return new Response(JSON.stringify(entity ?? {}), {
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
}

/** What one person sees is not for the next: nothing between here and them may keep it, unless the sentence says so. */
function setCacheHeaders(headers: Headers, principal: ActivePrincipal): void {
    headers.append('Vary', 'Authorization, Cookie');
    if (!headers.has('Cache-Control'))
        headers.set('Cache-Control', principal.kind === 'guest' ? 'no-cache' : 'private, no-store');
}

/** Who asks. Tokens that don't hold are counted as a guest's requests, so that guessing them ends. */
async function identify(
    db: Database,
    event: RequestEvent,
    { access, beforeAdmission }: Declaration,
    address: string,
): Promise<ActivePrincipal> {
    if (access === 'client') return { kind: 'guest' };
    try {
        return await authenticate(db, event, { public: access === 'public', beforeAdmission });
    } catch (thrown) {
        if (thrown instanceof Unauthorized) await spend('guest', addressKey(address));
        throw thrown;
    }
}

/** @throws Unauthorized, Unprocessable for an app's token on a member's method, Forbidden without the scope or permission. */
function checkAccess({ scope, access, permission }: Declaration, principal: ActivePrincipal): void {
    if (principal.kind === 'guest') {
        if (access === 'public' || access === 'client') return;
        throw new Unauthorized();
    }
    if (principal.kind === 'app' && access === 'user')
        throw new Unprocessable('This method requires an authenticated user');
    const granted = principal.kind === 'user' ? principal.viewer.scopes : principal.scopes;
    if (scope && !permits(granted, scope))
        throw new Forbidden('This action is outside the authorized scopes');
    if (permission && !(principal.kind === 'user' && mayDo(principal.viewer, permission)))
        throw new Forbidden('This action is not allowed');
}
