/** Answers as long as the process does. */
export const GET = () => new Response('live\n', { headers: { 'Cache-Control': 'no-store' } });
