import { markConversation } from '$lib/server/domain/conversations';
import { endpoint } from '$lib/server/http';
import { presentConversation } from '$lib/server/serializers';

/** The reverse of `read`, as Mastodon 4.2 and later have it. */
export const POST = endpoint(
    { scope: 'write:conversations', access: 'user' },
    async ({ db, viewer, params }) => {
        const { id } = await markConversation(db, viewer, params.id, { unread: true });
        return presentConversation(db, viewer, id);
    },
);
