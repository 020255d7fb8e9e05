import { trendingStatuses } from '$lib/server/domain/trends';
import { endpoint, respondWithPart } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';
import { readPart } from '../read-part.server';

/** https://docs.joinmastodon.org/methods/trends/#statuses */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, viewer, input, url }) => {
    const part = readPart(input, 20);
    const ids = await trendingStatuses(db, viewer, part);
    return respondWithPart(url, await presentStatuses(db, viewer, ids), part);
});
