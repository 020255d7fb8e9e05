import { findGroup } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { presentGroups } from '$lib/server/serializers';
import { notificationReader } from '../../../notification-choice';

/** https://docs.joinmastodon.org/methods/grouped_notifications/#get-notification-group */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const group = await findGroup(db, viewer, params.group_key);
        return presentGroups(db, viewer, [group], notificationReader(input, viewer));
    },
);
