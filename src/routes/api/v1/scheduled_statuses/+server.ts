import { listScheduled } from '$lib/server/domain/compositions';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentScheduled } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#get */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const rows = await listScheduled(db, viewer, input.slice());
        return respondWithPage(
            url,
            await presentScheduled(db, rows),
            cursorsOf(rows, ({ id }) => id),
        );
    },
);
