import { homeTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/timelines/#home */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const ids = await homeTimeline(db, viewer, input.slice());
        return respondWithPage(
            url,
            await presentStatuses(db, viewer, ids),
            cursorsOf(ids, (id) => id),
        );
    },
);
