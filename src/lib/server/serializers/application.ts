import type { Application, CredentialApplication, Token, TokenInfo } from '$lib/mastodon-api/entities';
import type { App, HeldToken, IssuedToken } from '../domain/oauth';

/** `vapidKey` is what the app subscribes to pushes with. https://docs.joinmastodon.org/entities/Application/ */
export function applicationEntity(app: App, vapidKey: string): Application {
    return {
        id: app.id,
        name: app.name,
        website: app.website,
        scopes: app.scopes,
        redirect_uris: app.redirectUris,
        redirect_uri: app.redirectUris.join('\n'),
        vapid_key: vapidKey,
    };
}

/** The same with the secret, at the only moment it is known. */
export function credentialApplicationEntity(
    app: App,
    secret: string,
    vapidKey: string,
): CredentialApplication {
    return {
        ...applicationEntity(app, vapidKey),
        client_id: app.clientId,
        client_secret: secret,
        client_secret_expires_at: 0,
    };
}

/** What a member is told of an app's access. */
export function tokenInfoEntity({ id, scopes, createdAt, lastUsedAt, app }: HeldToken): TokenInfo {
    return {
        id,
        created_at: createdAt.toISOString(),
        last_used: lastUsedAt?.toISOString() ?? null,
        scope: scopes.join(' '),
        application: app,
    };
}

/** https://docs.joinmastodon.org/entities/Token/ */
export function tokenEntity({ token, scopes, createdAt }: IssuedToken): Token {
    return {
        access_token: token,
        token_type: 'Bearer',
        scope: scopes.join(' '),
        created_at: Math.floor(createdAt.getTime() / 1_000),
    };
}
