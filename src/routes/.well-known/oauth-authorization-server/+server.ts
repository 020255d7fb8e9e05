import type { OauthServerMetadata } from '$lib/mastodon-api/entities';
import { SCOPES } from '$lib/mastodon-api/scopes';
import { config } from '$lib/server/config';
import { endpoint } from '$lib/server/http';

/** What this server's OAuth can do (RFC 8414). https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata */
export const GET = endpoint({ scope: null, access: 'client' }, (): OauthServerMetadata => {
    const { origin } = config();
    return {
        issuer: `${origin}/`,
        authorization_endpoint: `${origin}/oauth/authorize`,
        token_endpoint: `${origin}/oauth/token`,
        revocation_endpoint: `${origin}/oauth/revoke`,
        userinfo_endpoint: `${origin}/oauth/userinfo`,
        app_registration_endpoint: `${origin}/api/v1/apps`,
        service_documentation: 'https://docs.joinmastodon.org/',
        scopes_supported: [...SCOPES],
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: ['authorization_code', 'client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        code_challenge_methods_supported: ['S256'],
    };
});
