import { error } from '@sveltejs/kit';
import { ApiError } from '$lib/client/api/errors';

/** Turns what the API refused into the page that says so; use it as `.catch(asPageError)` in a load function. */
export function asPageError(cause: unknown): never {
    if (!(cause instanceof ApiError)) throw cause;
    // What a guest may not see is, for a guest, not there.
    const status = cause.status === 401 || cause.status === 403 ? 404 : cause.status;
    error(status, cause.message);
}
