import { pinStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#pin */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    const id = await pinStatus(db, viewer, params.id);
    return presentStatus(db, viewer, id);
});
