/** https://docs.joinmastodon.org/entities/Application/ */
export interface Application {
    id: string;
    name: string;
    website: string | null;
    scopes: string[];
    redirect_uris: string[];
    /** All of `redirect_uris`, one a line; kept for older clients. */
    redirect_uri: string;
    vapid_key: string;
}

/** https://docs.joinmastodon.org/entities/Application/#CredentialApplication */
export interface CredentialApplication extends Application {
    client_id: string;
    client_secret: string;
    /** Always 0: secrets do not expire. */
    client_secret_expires_at: number;
}

/** https://docs.joinmastodon.org/entities/Token/ */
export interface Token {
    access_token: string;
    token_type: 'Bearer';
    /** Separated by spaces. */
    scope: string;
    /** Seconds since 1970. */
    created_at: number;
}

/** An app's access to one's own account, as GoToSocial tells it. */
export interface TokenInfo {
    id: string;
    created_at: string;
    last_used: string | null;
    /** Separated by spaces. */
    scope: string;
    application: { name: string; website: string | null };
}

/** RFC 8414, as served at `/.well-known/oauth-authorization-server`. */
export interface OauthServerMetadata {
    issuer: string;
    authorization_endpoint: string;
    token_endpoint: string;
    revocation_endpoint: string;
    userinfo_endpoint: string;
    app_registration_endpoint: string;
    service_documentation: string;
    scopes_supported: string[];
    response_types_supported: string[];
    response_modes_supported: string[];
    grant_types_supported: string[];
    token_endpoint_auth_methods_supported: string[];
    code_challenge_methods_supported: string[];
}

/** https://docs.joinmastodon.org/entities/WebPushSubscription/ */
export interface WebPushSubscription {
    id: string;
    endpoint: string;
    standard: boolean;
    alerts: Record<string, boolean>;
    policy?: 'all' | 'followed' | 'follower' | 'none';
    server_key: string;
}
