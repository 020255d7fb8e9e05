import type { Handle } from '@sveltejs/kit';
import errorPage from '../../../../error.html?raw';
import { whileDatabaseAnswers } from '../../db/watch';
import { asShownError, respondWithError } from '../respond-with-error';
import { isMachinePath } from './machine-path';

/** What tells about the server itself has to answer while the database is away. */
const WITHOUT_DATABASE = /^\/(health|healthz|livez|readyz|metrics)(\/|$)/;

/** Answers 503 with `Retry-After` as soon as the database is away, in the shape of who asks: nobody hangs. */
export const needDatabase: Handle = async ({ event, resolve }) => {
    const { pathname } = event.url;
    // What a page asks on the server is part of that page's own request.
    if (event.isSubRequest || WITHOUT_DATABASE.test(pathname)) return resolve(event);
    try {
        return await whileDatabaseAnswers(() => resolve(event));
    } catch (thrown) {
        const shown = asShownError(thrown, event.locals.requestId);
        if (shown.status !== 503) throw thrown;
        if (isMachinePath(pathname)) return respondWithError(shown, event.locals.requestId);
        return new Response(
            errorPage
                .replace('%sveltekit.status%', '503')
                .replaceAll('%sveltekit.error.message%', shown.message),
            {
                status: 503,
                headers: {
                    'Content-Type': 'text/html; charset=utf-8',
                    'Cache-Control': 'no-store',
                    'Retry-After': '5',
                },
            },
        );
    }
};
