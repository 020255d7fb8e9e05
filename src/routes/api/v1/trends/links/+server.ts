import { trendingLinks } from '$lib/server/domain/trends';
import { endpoint, respondWithPart } from '$lib/server/http';
import { presentLinks } from '$lib/server/serializers';
import { readPart } from '../read-part.server';

/** https://docs.joinmastodon.org/methods/trends/#links */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, input, url }) => {
    const part = readPart(input, 10);
    return respondWithPart(url, await presentLinks(db, await trendingLinks(db, part)), part);
});
