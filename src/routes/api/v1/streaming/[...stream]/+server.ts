import { endpoint } from '$lib/server/http';
import { openEventStream, readStreamPath, streaming } from '$lib/server/streaming';

/**
 * https://docs.joinmastodon.org/methods/streaming/ as server-sent events: `user`, `user/notification`, `public`,
 * `public/local`, `public/remote`, `hashtag`, `hashtag/local`, `list`, `direct`. What a stream asks of the token's
 * scopes is decided where every transport joins it.
 */
export const GET = endpoint({ scope: null, access: 'user' }, ({ viewer, params, input, request }) =>
    openEventStream(streaming(), viewer, readStreamPath(params.stream, input), {
        lastEventId: request.headers.get('Last-Event-ID') ?? input.text('since') ?? null,
        keepsNumbers: request.headers.get('Accept')?.includes('text/event-stream') ?? false,
    }),
);
