import { findVisiblePoll, refreshSoon } from '$lib/server/domain/polls';
import { endpoint } from '$lib/server/http';
import { presentPoll } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/polls/#get */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, async ({ db, viewer, params }) => {
    const found = await findVisiblePoll(db, viewer, params.id);
    if (viewer) await refreshSoon(db, found);
    return presentPoll(db, viewer, found.status.id);
});
