import { endpoint } from '$lib/server/http';

/** Nothing is announced yet. https://docs.joinmastodon.org/methods/announcements/#get */
export const GET = endpoint({ scope: null, access: 'user' }, () => []);
