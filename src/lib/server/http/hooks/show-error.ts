import type { HandleServerError } from '@sveltejs/kit';
import { asShownError } from '../respond-with-error';

/** What a page tells when something was thrown that no route expected: what is safe to show, and the request's name. */
export const showError: HandleServerError = ({ error, event, status, message }) => {
    // Kit's own refusals, such as an unknown route, are not failures.
    const shown = status >= 500 ? asShownError(error, event.locals.requestId).message : message;
    return { message: shown, requestId: event.locals.requestId };
};
