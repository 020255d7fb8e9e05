import { clearNotifications } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/notifications/#clear */
export const POST = endpoint({ scope: 'write:notifications', access: 'user' }, async ({ db, viewer }) => {
    await clearNotifications(db, viewer);
    return {};
});
