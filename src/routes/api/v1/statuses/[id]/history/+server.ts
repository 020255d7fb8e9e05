import { endpoint } from '$lib/server/http';
import { presentHistory } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#history */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, ({ db, viewer, params }) =>
    presentHistory(db, viewer, params.id),
);
