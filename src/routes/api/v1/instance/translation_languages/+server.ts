import { endpoint } from '$lib/server/http';

/** Nothing is translated here. https://docs.joinmastodon.org/methods/instance/#translation_languages */
export const GET = endpoint({ scope: null, access: 'public' }, () => ({}));
