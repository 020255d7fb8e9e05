import { endpoint } from '$lib/server/http';

/** Nothing is ranked yet, so nothing trends. https://docs.joinmastodon.org/methods/trends/#tags */
export const GET = endpoint({ scope: null, access: 'public' }, () => []);
