import { coversScopes, isScope, splitScopes } from '$lib/mastodon-api/scopes';
import { authenticateApp, exchangeCode, issueToken, OauthError } from '$lib/server/domain/oauth';
import { clientCredentials, endpoint, secretAnswer } from '$lib/server/http';
import { tokenEntity } from '$lib/server/serializers';

/** Codes and credentials become tokens (RFC 6749). https://docs.joinmastodon.org/methods/oauth/#token */
export const POST = endpoint({ scope: null, access: 'client' }, async ({ db, input, request }) => {
    const app = await authenticateApp(db, clientCredentials(request, input));
    switch (input.text('grant_type')) {
        case 'authorization_code': {
            const code = input.text('code');
            const redirectUri = input.text('redirect_uri');
            if (!code || !redirectUri) throw new OauthError('invalid_request');
            const verifier = input.text('code_verifier');
            return secretAnswer(tokenEntity(await exchangeCode(db, app, { code, redirectUri, verifier })));
        }
        case 'client_credentials': {
            const scopes = splitScopes(input.text('scope') ?? 'read');
            if (scopes.length === 0 || !scopes.every(isScope) || !coversScopes(app.scopes, scopes))
                throw new OauthError('invalid_scope');
            return secretAnswer(tokenEntity(await issueToken(db, { appId: app.id, scopes })));
        }
        case undefined:
            throw new OauthError('invalid_request');
        default:
            throw new OauthError('unsupported_grant_type');
    }
});
