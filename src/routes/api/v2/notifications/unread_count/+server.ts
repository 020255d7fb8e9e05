import { countUnread } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { kindsOfTypes } from '$lib/server/serializers';
import { notificationChoice } from '../../../notification-choice';

/** https://docs.joinmastodon.org/methods/grouped_notifications/#unread-group-count */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        const { limit } = input.slice({ usual: 100, most: 1_000 });
        const grouped = input.has('grouped_types') ? kindsOfTypes(input.list('grouped_types')) : undefined;
        const count = await countUnread(
            db,
            viewer,
            { limit, byGroup: true, grouped },
            notificationChoice(input),
        );
        return { count };
    },
);
