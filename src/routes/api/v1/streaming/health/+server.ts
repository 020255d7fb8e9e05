import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/streaming/#health */
export const GET = endpoint(
    { scope: null, access: 'public' },
    () => new Response('OK', { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } }),
);
