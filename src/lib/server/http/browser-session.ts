import type { RequestEvent } from '@sveltejs/kit';
import { config } from '../config';
import {
    beginProof,
    DEVICE_DAYS,
    findBegunProof,
    findSessionPrincipal,
    finishProof,
    openSession,
    readSessionToken,
    recogniseDevice,
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
    const from = { userAgent: event.request.headers.get('user-agent') ?? '', ip: clientAddress(event) };
    const { token } = await openSession(db, userId, from);
    const { name, value, attributes } = sessionCookie(db, token);
    event.cookies.set(name, value, attributes);
    const device = ownCookie('atoll_device');
    const secret = await recogniseDevice(db, userId, { ...from, secret: event.cookies.get(device.name) });
    event.cookies.set(device.name, secret, { ...device.attributes, maxAge: DEVICE_DAYS * 86_400 });
    dropSecondStep(event);
}

/** The password was right and is not enough: this browser may show a code, and is nobody until then. */
export async function askSecondStep(event: RequestEvent, userId: string): Promise<void> {
    const { name, attributes } = ownCookie('atoll_second_step');
    event.cookies.set(name, await beginProof(database(), 'second-step', userId), attributes);
}

/** Who owes this browser's second step; undefined where none is owed, or it took too long. */
export async function findSecondStep(event: RequestEvent): Promise<string | undefined> {
    const secret = event.cookies.get(ownCookie('atoll_second_step').name);
    const begun = secret && (await findBegunProof(database(), 'second-step', secret));
    return (begun && begun.userId) || undefined;
}

/** The code was right: the second step is over, for this browser alone. Returns whether it still was open. */
export async function finishSecondStep(event: RequestEvent): Promise<boolean> {
    const secret = event.cookies.get(ownCookie('atoll_second_step').name);
    return Boolean(secret && (await finishProof(database(), 'second-step', secret)));
}

function dropSecondStep(event: RequestEvent): void {
    const { name, attributes } = ownCookie('atoll_second_step');
    if (event.cookies.get(name) !== undefined) event.cookies.delete(name, attributes);
}

/** A cookie that no sub-domain and no script can read or plant. */
function ownCookie(plain: string) {
    const secure = config().origin.startsWith('https:');
    const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
    return { name: secure ? `__Host-${plain}` : plain, attributes };
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
    if (!held || !('viewer' in held.principal)) return;
    const { userId, sessionId } = held.principal.viewer;
    if (sessionId) await revokeAccess(db, userId, { sessionId });
}
