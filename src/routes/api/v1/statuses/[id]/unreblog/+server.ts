import { unboostStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#unreblog */
export const POST = endpoint(
    { scope: 'write:statuses', access: 'user', limit: 'deletion' },
    async ({ db, viewer, params }) => {
        const id = await unboostStatus(db, viewer, params.id);
        return presentStatus(db, viewer, id);
    },
);
