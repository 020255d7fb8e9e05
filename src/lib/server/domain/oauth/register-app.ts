import { splitScopes, isScope } from '$lib/mastodon-api/scopes';
import { newId, type Queryable } from '../../db';
import { oauthApps } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { App } from './find-app';
import { hashToken, newSecret } from './secrets';

/** "Show me the code": for programs that no browser can return to. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

/** What a client program says of itself. */
export interface NewApp {
    name: string;
    redirectUris: string[];
    /** Separated by spaces. */
    scopes?: string;
    website?: string;
}

const NAME_LENGTH = 60;
const ADDRESS_LENGTH = 2_000;
const MOST_REDIRECT_URIS = 20;
/** Schemes a browser would run instead of leaving for. */
const RUN_BY_BROWSERS = new Set([
    'javascript:',
    'data:',
    'vbscript:',
    'blob:',
    'file:',
    'about:',
    'filesystem:',
]);

/**
 * Registers a client program. Its secret is in the answer and nowhere else.
 * @throws Unprocessable
 */
export async function registerApp(db: Queryable, given: NewApp): Promise<{ app: App; secret: string }> {
    const name = given.name.trim();
    const website = given.website?.trim() || null;
    const scopes = splitScopes(given.scopes ?? 'read');
    const refuse = (what: string) => new Unprocessable(`Validation failed: ${what}`);
    if (name === '') throw refuse("Application name can't be blank");
    if (name.length > NAME_LENGTH)
        throw refuse(`Application name is too long (maximum is ${NAME_LENGTH} characters)`);
    if (website && !isHttpAddress(website)) throw refuse('Website must be a valid URL');
    if (given.redirectUris.length === 0) throw refuse("Redirect URI can't be blank");
    if (given.redirectUris.length > MOST_REDIRECT_URIS) throw refuse('There are too many redirect URIs');
    if (!given.redirectUris.every(isRedirectUri)) throw refuse('Redirect URI must be an absolute URI');
    if (scopes.length === 0 || !scopes.every(isScope))
        throw refuse("Scopes doesn't match configured on the server.");
    const secret = newSecret();
    const app: App = {
        id: newId(),
        clientId: newSecret(),
        secretHash: hashToken(secret),
        name,
        website,
        redirectUris: [...new Set(given.redirectUris)],
        scopes,
        confidential: true,
        createdAt: new Date(),
        lastUsedAt: null,
    };
    await db.insert(oauthApps).values(app);
    return { app, secret };
}

function isHttpAddress(address: string): boolean {
    return (
        address.length <= ADDRESS_LENGTH &&
        URL.canParse(address) &&
        /^https?:$/.test(new URL(address).protocol)
    );
}

/** Absolute, without a fragment (RFC 6749, 3.1.2), and nothing a browser would run. */
function isRedirectUri(uri: string): boolean {
    if (uri === OUT_OF_BAND) return true;
    if (uri.length > ADDRESS_LENGTH || /[#\s\p{Cc}]/u.test(uri) || !URL.canParse(uri)) return false;
    return !RUN_BY_BROWSERS.has(new URL(uri).protocol);
}
