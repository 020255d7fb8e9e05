import { dismissNotifications } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** What older clients ask to remove several at once. Those that are not the viewer's are passed over. */
export const DELETE = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        await dismissNotifications(db, viewer, input.list('ids', { max: 500 }));
        return {};
    },
);
