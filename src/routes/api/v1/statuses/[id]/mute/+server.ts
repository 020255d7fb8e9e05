import { muteThread } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#mute */
export const POST = endpoint({ scope: 'write:mutes', access: 'user' }, async ({ db, viewer, params }) => {
    const id = await muteThread(db, viewer, params.id);
    return presentStatus(db, viewer, id);
});
