import { findRequest } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { presentNotificationRequest } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/notifications/#get-one-request */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, async ({ db, viewer, params }) =>
    presentNotificationRequest(db, viewer, await findRequest(db, viewer, params.id)),
);
