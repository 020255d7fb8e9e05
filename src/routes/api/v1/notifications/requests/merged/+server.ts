import { endpoint } from '$lib/server/http';

/**
 * Accepting a request shows its notifications at once, so there is never anything to wait for.
 * https://docs.joinmastodon.org/methods/notifications/#requests-merged
 */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, () => ({ merged: true }));
