import type { Handle } from '@sveltejs/kit';
import { AtollError, NotFound } from '../../errors';
import { respondWithError } from '../respond-with-error';
import { isMachinePath } from './machine-path';

/** Gives what Kit itself refuses, where programs ask or somebody names JSON, the shape that clients of the API can read. */
export const apiShape: Handle = async ({ event, resolve }) => {
    const { pathname } = event.url;
    // Nothing that is stored has a name with NUL in it, and PostgreSQL refuses to look for one.
    if (pathname.includes('%00')) return respondWithError(new NotFound(), event.locals.requestId);
    if (!isMachinePath(pathname) && !pathname.endsWith('.json')) return resolve(event);
    if (event.route.id === null) return respondWithError(new NotFound(), event.locals.requestId);
    const response = await resolve(event);
    if (response.status !== 405) return response;
    const answer = respondWithError(new AtollError(405, 'Method not allowed'), event.locals.requestId);
    answer.headers.set('Allow', response.headers.get('Allow') ?? '');
    return answer;
};
