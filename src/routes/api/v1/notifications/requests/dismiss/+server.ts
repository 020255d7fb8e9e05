import { dismissRequests } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#dismiss-multiple-requests */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        await dismissRequests(db, viewer, input.list('id'));
        return {};
    },
);
