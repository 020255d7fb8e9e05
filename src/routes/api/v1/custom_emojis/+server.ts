import { endpoint } from '$lib/server/http';
import { presentEmojiList } from '$lib/server/serializers';

/**
 * The same list for everybody, whom an app asks for each time it starts: kept ready, and answered in a word to who has it.
 * https://docs.joinmastodon.org/methods/custom_emojis/
 */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, request }) => {
    const { json, gzipped, etag } = await presentEmojiList(db);
    const headers = new Headers({ ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' });
    if (request.headers.get('if-none-match')?.includes(etag))
        return new Response(null, { status: 304, headers });
    headers.set('Content-Type', 'application/json; charset=utf-8');
    if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
        return new Response(json, { headers });
    headers.set('Content-Encoding', 'gzip');
    return new Response(new Uint8Array(gzipped), { headers });
});
