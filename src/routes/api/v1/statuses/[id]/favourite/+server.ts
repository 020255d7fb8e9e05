import { favouriteStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#favourite */
export const POST = endpoint(
    { scope: 'write:favourites', access: 'user' },
    async ({ db, viewer, params }) => {
        const status = await favouriteStatus(db, viewer, params.id);
        return presentStatus(db, viewer, status.id);
    },
);
