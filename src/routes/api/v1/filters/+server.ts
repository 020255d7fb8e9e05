import { endpoint } from '$lib/server/http';

/** Nobody has filters yet. https://docs.joinmastodon.org/methods/filters/#get-v1 */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, () => []);
