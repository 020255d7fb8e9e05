import { dismissGroup } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/grouped_notifications/#dismiss-group */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, params }) => {
        await dismissGroup(db, viewer, params.group_key);
        return {};
    },
);
