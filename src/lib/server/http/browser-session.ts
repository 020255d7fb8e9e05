import type { RequestEvent } from '@sveltejs/kit';
import {
    findSessionPrincipal,
    openSession,
    readSessionToken,
    revokeAccess,
    sessionCookie,
} from '../domain/users';
import { database } from '../db';
import { clientAddress } from './client-address';

/**
 * Signs this browser in as a member who just proved who they are. It gets a session of its own: what the browser held
 * before ends, so that nobody who planted or knew the former cookie comes along.
 */
export async function startBrowserSession(event: RequestEvent, userId: string): Promise<void> {
    const db = database();
    await endHeldSession(event);
    const { token } = await openSession(db, userId, {
        userAgent: event.request.headers.get('user-agent') ?? '',
        ip: clientAddress(event),
    });
    const { name, value, attributes } = sessionCookie(db, token);
    event.cookies.set(name, value, attributes);
}

/** Signs this browser out: the session is gone on the server, and the cookie from the browser. */
export async function endBrowserSession(event: RequestEvent): Promise<void> {
    await endHeldSession(event);
    const { name, value, attributes } = sessionCookie(database());
    event.cookies.set(name, value, attributes);
}

async function endHeldSession(event: RequestEvent): Promise<void> {
    const db = database();
    const token = readSessionToken(db, event.request.headers.get('cookie'));
    const held = token && (await findSessionPrincipal(db, token));
    if (!held || held.principal.kind === 'app' || held.principal.kind === 'guest') return;
    const { userId, sessionId } = held.principal.viewer;
    if (sessionId) await revokeAccess(db, userId, { sessionId });
}
