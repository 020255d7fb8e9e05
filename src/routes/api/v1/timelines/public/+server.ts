import { publicTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';
import { readPublicFilter } from '../read-public-filter.server';

/** https://docs.joinmastodon.org/methods/timelines/#public */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, input, url }) => {
        const ids = await publicTimeline(db, viewer, readPublicFilter(input), input.slice());
        return respondWithPage(
            url,
            await presentStatuses(db, viewer, ids),
            cursorsOf(ids, (id) => id),
        );
    },
);
