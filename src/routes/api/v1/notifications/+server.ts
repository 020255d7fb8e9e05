import { listNotifications } from '$lib/server/domain/notifications';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentNotifications } from '$lib/server/serializers';
import { notificationChoice, notificationReader } from '../../notification-choice';

/** https://docs.joinmastodon.org/methods/notifications/#get */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const slice = input.slice({ usual: 40, most: 80 });
        const rows = await listNotifications(db, viewer, slice, notificationChoice(input));
        return respondWithPage(
            url,
            await presentNotifications(db, viewer, rows, notificationReader(input, viewer)),
            cursorsOf(rows, ({ id }) => id),
        );
    },
);
