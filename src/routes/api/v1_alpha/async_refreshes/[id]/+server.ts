import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';

/**
 * No answer names a refresh (`Mastodon-Async-Refresh`) yet, so none is known.
 * https://docs.joinmastodon.org/methods/async_refreshes/
 */
export const GET = endpoint({ scope: 'read', access: 'user' }, () => {
    throw new NotFound();
});
