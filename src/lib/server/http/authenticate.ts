import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '../db';
import { findTokenPrincipal } from '../domain/oauth';
import {
    findSessionPrincipal,
    isFromOwnPage,
    readSessionToken,
    recordActivity,
    sessionCookie,
    type Barrier,
    type Principal,
} from '../domain/users';
import { Forbidden, Unauthorized } from '../errors';
import { clientAddress } from './client-address';

/** What Mastodon tells a member who may not act at present. */
const BARRED: Record<Barrier, string> = {
    disabled: 'Your login is currently disabled',
    suspended: 'Your login is currently disabled',
    unconfirmed: 'Your login is missing a confirmed e-mail address',
    unapproved: 'Your login is currently pending approval',
    'password-not-own': 'Choose a password of your own first',
};

/** Who may act, now that it is known who asks. */
export type ActivePrincipal = Exclude<Principal, { kind: 'barred' } | { kind: 'revoked' }>;

/**
 * Says who an API request speaks for. A Bearer token needs no origin; the session's cookie counts only where this
 * site's own pages ask, and no token is read from a query or a body. As Mastodon has it, a token nobody was ever given
 * is no token where the `public` may ask too; one that was revoked is refused everywhere, so that its app learns of it.
 * @throws Unauthorized for a token that is unknown or revoked, Forbidden for a member who may not act at present.
 */
export async function authenticate(
    db: Database,
    event: RequestEvent,
    {
        public: isPublic = false,
        beforeAdmission = false,
    }: { public?: boolean; beforeAdmission?: boolean } = {},
): Promise<ActivePrincipal> {
    const token = bearerToken(event.request);
    const principal =
        token === undefined ? await sessionPrincipal(db, event) : await findTokenPrincipal(db, token);
    if (!principal && isPublic) return { kind: 'guest' };
    if (!principal) throw new Unauthorized();
    if (principal.kind === 'revoked') throw new Unauthorized('The access token was revoked');
    if (principal.kind === 'barred') {
        const { reason, viewer } = principal;
        if (beforeAdmission && (reason === 'unconfirmed' || reason === 'unapproved'))
            return { kind: 'user', viewer };
        throw new Forbidden(BARRED[reason]);
    }
    if (principal.kind === 'user') await recordActivity(db, principal.viewer, clientAddress(event));
    return principal;
}

/** The access token a request was signed with. */
export function bearerToken(request: Request): string | undefined {
    return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

async function sessionPrincipal(db: Database, event: RequestEvent): Promise<Principal> {
    const cookie = event.request.headers.get('cookie');
    if (!cookie || !(event.isSubRequest || isSameOrigin(event.request))) return { kind: 'guest' };
    return principalOfCookie(db, event);
}

/**
 * Who the session's cookie stands for, wherever the request came from: for pages, which answer only to their reader.
 * Sends the cookie again when the session was extended.
 */
export async function principalOfCookie(db: Database, event: RequestEvent): Promise<Principal> {
    const token = readSessionToken(db, event.request.headers.get('cookie'));
    const found = token && (await findSessionPrincipal(db, token));
    if (!found) return { kind: 'guest' };
    if (found.renewed) {
        const { name, value, attributes } = sessionCookie(db, token);
        event.cookies.set(name, value, attributes);
    }
    return found.principal;
}

/** Whether a page of this site made the request. */
export function isSameOrigin(request: Request): boolean {
    return isFromOwnPage((name) => request.headers.get(name));
}
