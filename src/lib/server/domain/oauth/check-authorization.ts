import { coversScopes, isScope, splitScopes } from '$lib/mastodon-api/scopes';
import type { Queryable } from '../../db';
import { findAppByClientId, type App } from './find-app';
import type { OauthProblem } from './oauth-error';
import { OUT_OF_BAND } from './register-app';

/** What an app asks when it sends somebody here. https://docs.joinmastodon.org/methods/oauth/#authorize */
export interface AuthorizationParameters {
    responseType?: string;
    clientId?: string;
    redirectUri?: string;
    scope?: string;
    state?: string;
    codeChallenge?: string;
    codeChallengeMethod?: string;
}

/** A request that may be put before a member. */
export interface AuthorizationRequest {
    app: App;
    redirectUri: string;
    scopes: string[];
    state?: string;
    challenge?: string;
}

/**
 * What came of a request: it may be asked; or it must not leave this site, because it cannot be known whom it comes
 * from; or the app is told by redirect what is wrong with it.
 */
export type CheckedAuthorization =
    | { kind: 'ask'; request: AuthorizationRequest }
    | { kind: 'refuse'; message: string }
    | { kind: 'return'; address: string };

/** A SHA-256 as base64url (RFC 7636, 4.2). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Decides what to do with a request to be let in. The redirect address is compared letter by letter. */
export async function checkAuthorization(
    db: Queryable,
    asked: AuthorizationParameters,
): Promise<CheckedAuthorization> {
    const app = asked.clientId ? await findAppByClientId(db, asked.clientId) : undefined;
    if (!app) return { kind: 'refuse', message: 'Client authentication failed due to unknown client.' };
    const { redirectUri } = asked;
    if (!redirectUri || !app.redirectUris.includes(redirectUri))
        return { kind: 'refuse', message: 'The redirect uri included is not valid.' };
    const { state } = asked;
    const problem = problemOf(app, asked);
    if (problem && redirectUri === OUT_OF_BAND)
        return { kind: 'refuse', message: `The request is refused: ${problem}` };
    if (problem)
        return { kind: 'return', address: returnAddress({ redirectUri, state }, { error: problem }) };
    const scopes = splitScopes(asked.scope ?? 'read');
    return { kind: 'ask', request: { app, redirectUri, scopes, state, challenge: asked.codeChallenge } };
}

function problemOf(app: App, asked: AuthorizationParameters): OauthProblem | undefined {
    if (asked.responseType !== 'code') return 'unsupported_response_type';
    const scopes = splitScopes(asked.scope ?? 'read');
    if (scopes.length === 0 || !scopes.every(isScope) || !coversScopes(app.scopes, scopes))
        return 'invalid_scope';
    if (asked.codeChallenge === undefined) {
        // Nothing but the challenge tells a program without a secret from whoever caught its code.
        return app.confidential && asked.codeChallengeMethod === undefined ? undefined : 'invalid_request';
    }
    return asked.codeChallengeMethod === 'S256' && CHALLENGE.test(asked.codeChallenge)
        ? undefined
        : 'invalid_request';
}

/** The app's address with an answer in its query, beside what the app itself put there. */
export function returnAddress(
    { redirectUri, state }: { redirectUri: string; state?: string },
    answer: { code: string } | { error: OauthProblem },
): string {
    const address = new URL(redirectUri);
    for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
    if (state !== undefined) address.searchParams.set('state', state);
    return address.href;
}

/** The origin or the scheme of an app's address, as content policies name it; undefined for the out-of-band page. */
export function originOfReturn(redirectUri: string): string | undefined {
    if (redirectUri === OUT_OF_BAND) return undefined;
    const { protocol, origin } = new URL(redirectUri);
    return protocol === 'http:' || protocol === 'https:' ? origin : protocol;
}
