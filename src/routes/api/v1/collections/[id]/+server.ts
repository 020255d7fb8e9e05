import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';

/** Nobody has collections here yet. https://docs.joinmastodon.org/methods/collections/#get */
export const GET = endpoint({ scope: 'read:collections', access: 'public' }, () => {
    throw new NotFound();
});
