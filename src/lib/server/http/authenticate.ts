import type { RequestEvent } from '@sveltejs/kit';
import type { Database } from '../db';
import { findTokenPrincipal } from '../domain/oauth';
import type { Principal } from '../domain/users';
import { Unauthorized } from '../errors';

/**
 * Says who a request speaks for. A Bearer token needs no origin.
 * @throws Unauthorized for a token that is unknown or revoked.
 */
export async function authenticate(db: Database, event: RequestEvent): Promise<Principal> {
    const token = bearerToken(event.request);
    if (token === undefined) return { kind: 'guest' };
    const principal = await findTokenPrincipal(db, token);
    if (!principal) throw new Unauthorized();
    return principal;
}

function bearerToken(request: Request): string | undefined {
    return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}
