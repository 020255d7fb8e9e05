import { bookmarkStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#bookmark */
export const POST = endpoint({ scope: 'write:bookmarks', access: 'user' }, async ({ db, viewer, params }) => {
    const id = await bookmarkStatus(db, viewer, params.id);
    return presentStatus(db, viewer, id);
});
