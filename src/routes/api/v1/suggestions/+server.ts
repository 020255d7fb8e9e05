import { endpoint } from '$lib/server/http';

/** Nobody is suggested yet. https://docs.joinmastodon.org/methods/suggestions/#v1 */
export const GET = endpoint({ scope: 'read', access: 'user' }, () => []);
