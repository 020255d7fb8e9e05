import { isReady } from '$lib/server/readiness';

/** Answers 200 while requests can be served, 503 while the database is away. */
export const GET = async () => {
    const ready = await isReady();
    return new Response(ready ? 'ready\n' : 'not ready\n', {
        status: ready ? 200 : 503,
        headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) },
    });
};
