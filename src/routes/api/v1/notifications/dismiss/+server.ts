import { dismissNotification } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#dismiss-deprecated */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        await dismissNotification(db, viewer, input.text('id') ?? '');
        return {};
    },
);
