import { endpoint } from '$lib/server/http';

/** Nobody is suggested yet, so there is nobody to leave out. https://docs.joinmastodon.org/methods/suggestions/#remove */
export const DELETE = endpoint({ scope: 'read', access: 'user' }, () => ({}));
