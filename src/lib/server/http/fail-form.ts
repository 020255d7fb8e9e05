import { error, fail, isHttpError, isRedirect } from '@sveltejs/kit';
import { MembershipRefused, type Refusals } from '../domain/users';
import { RateLimited } from '../errors';
import { asShownError } from './respond-with-error';

/** Why a form could not be accepted, for its page to say in the reader's language. */
export interface FormFailure<Values> {
    /** What was typed, secrets left out, so that nobody types it twice. */
    values: Values;
    /** By field. */
    refusals?: Refusals;
    /** Tried too often; when it may be tried again, as ISO 8601. */
    retryAt?: string;
    /** Anything else that may be shown. */
    message?: string;
}

/**
 * Answers a form whose action threw. Redirects pass; what is not for people to solve becomes the error page.
 * @throws whatever Kit throws for its own purposes
 */
export function failForm<Values>(thrown: unknown, values: Values, requestId: string) {
    if (isRedirect(thrown) || isHttpError(thrown)) throw thrown;
    const failure: FormFailure<Values> = { values };
    const shown = asShownError(thrown, requestId);
    if (shown.status >= 500) showAsPage(thrown, requestId);
    if (shown instanceof MembershipRefused) failure.refusals = shown.refusals;
    else if (shown instanceof RateLimited) failure.retryAt = shown.resetAt.toISOString();
    else failure.message = shown.message;
    return fail(shown.status, failure);
}

/**
 * Makes the error page of whatever a page's `load` threw, with the status and the words that belong to it.
 * @throws always, as Kit wants it
 */
export function showAsPage(thrown: unknown, requestId: string): never {
    if (isRedirect(thrown) || isHttpError(thrown)) throw thrown;
    const { status, message } = asShownError(thrown, requestId);
    error(status, { message, requestId });
}
