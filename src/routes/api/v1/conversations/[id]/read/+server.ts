import { markConversation } from '$lib/server/domain/conversations';
import { endpoint } from '$lib/server/http';
import { presentConversation } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/conversations/#read */
export const POST = endpoint(
    { scope: 'write:conversations', access: 'user' },
    async ({ db, viewer, params }) => {
        const { id } = await markConversation(db, viewer, params.id, { unread: false });
        return presentConversation(db, viewer, id);
    },
);
