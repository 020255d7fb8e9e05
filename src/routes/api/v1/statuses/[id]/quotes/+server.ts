import { listQuotes } from '$lib/server/domain/quotes';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#quotes */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params, input, url }) => {
        const ids = await listQuotes(db, viewer, params.id, input.slice());
        const entities = await presentStatuses(db, viewer, ids);
        return respondWithPage(
            url,
            entities,
            cursorsOf(ids, (id) => id),
        );
    },
);
