import type { Handle } from '@sveltejs/kit';
import { Forbidden } from '../../errors';
import { isSameOrigin } from '../authenticate';
import { isMachinePath } from './machine-path';
import { respondWithError } from '../respond-with-error';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/**
 * Whoever sends this form shows a secret of a mail with it and acts by nothing else. The page tells nobody where it is,
 * so that the secret in its address stays there; then browsers do not tell us the origin of its form either.
 */
const BY_SECRET = new Set(['/auth/reset']);

/**
 * Refuses forms that other sites send to our pages, whatever their type of content: with somebody's cookie they would act
 * for them, and without one they would sign them in as somebody else.
 */
export const ownForms: Handle = ({ event, resolve }) => {
    const { pathname } = event.url;
    const foreign = !SAFE.has(event.request.method) && !isMachinePath(pathname) && !BY_SECRET.has(pathname);
    if (foreign && !isSameOrigin(event.request))
        return respondWithError(
            new Forbidden('This form was not sent from this site'),
            event.locals.requestId,
        );
    return resolve(event);
};
