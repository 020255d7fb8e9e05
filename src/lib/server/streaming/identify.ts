import type { Database } from '../db';
import { findTokenPrincipal } from '../domain/oauth';
import { findSessionPrincipal, isFromOwnPage, readSessionToken, type Viewer } from '../domain/users';

/** The member an access token speaks for; undefined for one that is unknown, revoked, barred, or an app's own. */
export async function identifyByToken(db: Database, token: string): Promise<Viewer | undefined> {
    const principal = await findTokenPrincipal(db, token);
    return principal?.kind === 'user' ? principal.viewer : undefined;
}

/** The headers of a request as Node hands them over. */
type Headers = { cookie?: string } & Record<string, string | string[] | undefined>;

/** The member whose browser sent a request with these `headers`. The cookie counts only where a page of this site asked. */
export async function identifyByCookie(db: Database, headers: Headers): Promise<Viewer | undefined> {
    const ours = isFromOwnPage((name) => {
        const value = headers[name];
        return Array.isArray(value) ? value[0] : value;
    });
    const token = ours && readSessionToken(db, headers.cookie ?? null);
    const found = token ? await findSessionPrincipal(db, token) : undefined;
    return found?.principal.kind === 'user' ? found.principal.viewer : undefined;
}
