import { building } from '$app/environment';
import { redirect, type Handle } from '@sveltejs/kit';
import { database } from '../../db';
import { principalOfCookie } from '../authenticate';
import { isMachinePath } from './machine-path';

/** What a member who has not chosen a password yet may open, besides what programs ask for. */
const OPEN_BEFORE_PASSWORD = new Set(['/auth/password', '/auth/sign-out']);

/**
 * Says to pages who is signed in: `locals.viewer`, and `locals.barred` where that member may not act. Nobody passes by
 * the choice of a first password.
 */
export const pageViewer: Handle = async ({ event, resolve }) => {
    const { pathname } = event.url;
    event.locals.viewer = null;
    event.locals.barred = null;
    if (building || event.isSubRequest || isMachinePath(pathname) || event.route.id === null)
        return resolve(event);
    const principal = await principalOfCookie(database(), event);
    if (principal.kind === 'user') event.locals.viewer = principal.viewer;
    if (principal.kind === 'barred') {
        event.locals.barred = { reason: principal.reason, viewer: principal.viewer };
        if (principal.reason === 'password-not-own' && !OPEN_BEFORE_PASSWORD.has(pathname))
            redirect(303, '/auth/password');
    }
    return resolve(event);
};
