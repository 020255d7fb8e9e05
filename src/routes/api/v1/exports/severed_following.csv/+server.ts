import { exportRows } from '$lib/server/domain/portability';
import { endpoint, respondWithCsv } from '$lib/server/http';

/** What Mastodon offers beside its notification of severed relationships, of all of them. */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, ({ db, viewer }) =>
    respondWithCsv('severed_following.csv', exportRows(db, viewer, 'severed_following')),
);
