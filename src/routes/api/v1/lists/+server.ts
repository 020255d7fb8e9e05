import { endpoint } from '$lib/server/http';

/** Nobody has lists yet. https://docs.joinmastodon.org/methods/lists/#get */
export const GET = endpoint({ scope: 'read:lists', access: 'user' }, () => []);
