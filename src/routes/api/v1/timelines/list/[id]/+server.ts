import { listTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/timelines/#list */
export const GET = endpoint(
    { scope: 'read:lists', access: 'user' },
    async ({ db, viewer, params, input, url }) => {
        const ids = await listTimeline(db, viewer, params.id, input.slice());
        return respondWithPage(
            url,
            await presentStatuses(db, viewer, ids),
            cursorsOf(ids, (id) => id),
        );
    },
);
