import { trendingHashtags } from '$lib/server/domain/trends';
import { endpoint, respondWithPart } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';
import { readPart } from '../read-part.server';

/** https://docs.joinmastodon.org/methods/trends/#tags */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, viewer, input, url }) => {
    const part = readPart(input, 10);
    return respondWithPart(url, await presentTags(db, viewer, await trendingHashtags(db, part)), part);
});
