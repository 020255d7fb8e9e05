import { isReady } from '$lib/server/readiness';

/** What monitors of Mastodon servers ask. https://docs.joinmastodon.org/methods/health/ */
export const GET = async () => {
    const ready = await isReady();
    return new Response(ready ? 'OK' : 'The database is away', {
        status: ready ? 200 : 503,
        headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) },
    });
};
