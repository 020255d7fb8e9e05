import { listGroups } from '$lib/server/domain/notifications';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { kindsOfTypes, presentGroups } from '$lib/server/serializers';
import { notificationChoice, notificationReader } from '../../notification-choice';

/** https://docs.joinmastodon.org/methods/grouped_notifications/#get-grouped */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const slice = input.slice({ usual: 40, most: 80 });
        const grouped = input.has('grouped_types') ? kindsOfTypes(input.list('grouped_types')) : undefined;
        const groups = await listGroups(db, viewer, slice, notificationChoice(input), grouped);
        const partial = input.text('expand_accounts') === 'partial_avatars';
        return respondWithPage(
            url,
            await presentGroups(db, viewer, groups, { partial, ...notificationReader(input, viewer) }),
            cursorsOf(groups, ({ latest }) => latest.id),
        );
    },
);
