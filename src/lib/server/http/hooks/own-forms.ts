import type { Handle } from '@sveltejs/kit';
import { Forbidden } from '../../errors';
import { isSameOrigin } from '../authenticate';
import { isMachinePath } from './machine-path';
import { respondWithError } from '../respond-with-error';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses forms that other sites send to our pages, whatever their type of content: with somebody's cookie they would act
 * for them, and without one they would sign them in as somebody else.
 */
export const ownForms: Handle = ({ event, resolve }) => {
    const foreign = !SAFE.has(event.request.method) && !isMachinePath(event.url.pathname);
    if (foreign && !isSameOrigin(event.request))
        return respondWithError(
            new Forbidden('This form was not sent from this site'),
            event.locals.requestId,
        );
    return resolve(event);
};
