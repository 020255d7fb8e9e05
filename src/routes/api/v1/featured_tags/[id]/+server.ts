import { unfeatureHashtag } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/featured_tags/#unfeature */
export const DELETE = endpoint(
    { scope: 'write:accounts', access: 'user' },
    async ({ db, viewer, params }) => {
        await unfeatureHashtag(db, viewer, params.id);
        return {};
    },
);
