import { dismissNotification } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#dismiss */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, params }) => {
        await dismissNotification(db, viewer, params.id);
        return {};
    },
);
