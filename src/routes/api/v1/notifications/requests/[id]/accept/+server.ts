import { acceptRequests } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#accept-request */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, params }) => {
        await acceptRequests(db, viewer, [params.id]);
        return {};
    },
);
