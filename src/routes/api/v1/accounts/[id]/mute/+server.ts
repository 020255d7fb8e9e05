import { muteAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#mute */
export const POST = endpoint(
    { scope: 'write:mutes', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await muteAccount(db, viewer, params.id, {
            hideNotifications: input.flag('notifications'),
            duration: input.integer('duration'),
        });
        return presentRelationship(db, viewer, params.id);
    },
);
