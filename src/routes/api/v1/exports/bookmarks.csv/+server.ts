import { exportRows } from '$lib/server/domain/portability';
import { endpoint, respondWithCsv } from '$lib/server/http';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:bookmarks', access: 'user' }, ({ db, viewer }) =>
    respondWithCsv('bookmarks.csv', exportRows(db, viewer, 'bookmarks')),
);
