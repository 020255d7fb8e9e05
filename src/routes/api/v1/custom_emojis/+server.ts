import { endpoint } from '$lib/server/http';

/** This community has no emoji of its own yet. https://docs.joinmastodon.org/methods/custom_emojis/ */
export const GET = endpoint({ scope: null, access: 'public' }, () => []);
