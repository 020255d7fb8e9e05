import { endpoint } from '$lib/server/http';

/** A former service; always empty. https://docs.joinmastodon.org/methods/accounts/#identity_proofs */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, () => []);
