import { unmuteThread } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#unmute */
export const POST = endpoint({ scope: 'write:mutes', access: 'user' }, async ({ db, viewer, params }) => {
    const id = await unmuteThread(db, viewer, params.id);
    return presentStatus(db, viewer, id);
});
