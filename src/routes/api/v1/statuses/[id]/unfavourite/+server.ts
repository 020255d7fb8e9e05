import { unfavouriteStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#unfavourite */
export const POST = endpoint(
    { scope: 'write:favourites', access: 'user' },
    async ({ db, viewer, params }) => {
        const id = await unfavouriteStatus(db, viewer, params.id);
        return presentStatus(db, viewer, id);
    },
);
