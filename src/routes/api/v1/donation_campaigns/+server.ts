import { endpoint } from '$lib/server/http';

/** Nobody is asked for money here: without a campaign Mastodon's own answer is empty too. */
export const GET = endpoint({ scope: 'read', access: 'user' }, () => new Response(null, { status: 204 }));
