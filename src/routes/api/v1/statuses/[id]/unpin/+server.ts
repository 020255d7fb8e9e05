import { unpinStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#unpin */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    const id = await unpinStatus(db, viewer, params.id);
    return presentStatus(db, viewer, id);
});
