import { listRequests } from '$lib/server/domain/notifications';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentNotificationRequests } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/notifications/#get-requests */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const rows = await listRequests(db, viewer, input.slice({ usual: 40, most: 80 }));
        return respondWithPage(
            url,
            await presentNotificationRequests(db, viewer, rows),
            cursorsOf(rows, ({ id }) => id),
        );
    },
);
