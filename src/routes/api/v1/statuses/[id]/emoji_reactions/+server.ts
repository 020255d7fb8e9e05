import { endpoint } from '$lib/server/http';
import { presentReactions } from '$lib/server/serializers';

/** The emoji under a status, with who put them there. Fedibird's and Hollo's name for what Pleroma began. */
export const GET = endpoint({ scope: 'read:statuses', access: 'public' }, ({ db, viewer, params }) =>
    presentReactions(db, viewer, params.id),
);
