import { authenticateApp, OauthError, revokeToken } from '$lib/server/domain/oauth';
import { clientCredentials, endpoint } from '$lib/server/http';

/** Ends a token the app was given (RFC 7009). https://docs.joinmastodon.org/methods/oauth/#revoke */
export const POST = endpoint({ scope: null, access: 'client' }, async ({ db, input, request }) => {
    const app = await authenticateApp(db, clientCredentials(request, input));
    const token = input.text('token');
    if (!token) throw new OauthError('invalid_request');
    await revokeToken(db, app, token);
    return {};
});
