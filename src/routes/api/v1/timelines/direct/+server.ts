import { directTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** Deprecated in favour of conversations. https://docs.joinmastodon.org/methods/timelines/#direct */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const ids = await directTimeline(db, viewer, input.slice());
        return respondWithPage(
            url,
            await presentStatuses(db, viewer, ids),
            cursorsOf(ids, (id) => id),
        );
    },
);
