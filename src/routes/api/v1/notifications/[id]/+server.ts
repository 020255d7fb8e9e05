import { endpoint } from '$lib/server/http';
import { presentNotification } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/notifications/#get-one */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, ({ db, viewer, params }) =>
    presentNotification(db, viewer, params.id),
);
