import { bookmarkedBy } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/bookmarks/#get */
export const GET = endpoint(
    { scope: 'read:bookmarks', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const rows = await bookmarkedBy(db, viewer, input.slice());
        const statuses = await presentStatuses(
            db,
            viewer,
            rows.map(({ statusId }) => statusId),
        );
        return respondWithPage(
            url,
            statuses,
            cursorsOf(rows, ({ cursor }) => cursor),
        );
    },
);
