import { removeConversation } from '$lib/server/domain/conversations';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/conversations/#delete */
export const DELETE = endpoint(
    { scope: 'write:conversations', access: 'user' },
    async ({ db, viewer, params }) => {
        await removeConversation(db, viewer, params.id);
        return {};
    },
);
