import { endpoint } from '$lib/server/http';

/** Which servers are limited is not published here. https://docs.joinmastodon.org/methods/instance/#domain_blocks */
export const GET = endpoint({ scope: null, access: 'public' }, () => []);
