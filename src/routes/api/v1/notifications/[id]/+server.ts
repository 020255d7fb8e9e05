import { dismissNotification } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { presentNotification } from '$lib/server/serializers';
import { notificationReader } from '../../../notification-choice';

/** https://docs.joinmastodon.org/methods/notifications/#get-one */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    ({ db, viewer, params, input }) =>
        presentNotification(db, viewer, params.id, notificationReader(input, viewer)),
);

/** The same as `dismiss`, for older clients. */
export const DELETE = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, params }) => {
        await dismissNotification(db, viewer, params.id);
        return {};
    },
);
