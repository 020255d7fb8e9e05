import { acceptRequests } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#accept-multiple-requests */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        await acceptRequests(db, viewer, input.list('id'));
        return {};
    },
);
