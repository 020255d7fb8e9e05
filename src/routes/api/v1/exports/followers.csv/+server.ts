import { exportRows } from '$lib/server/domain/portability';
import { endpoint, respondWithCsv } from '$lib/server/http';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, ({ db, viewer }) =>
    respondWithCsv('followers.csv', exportRows(db, viewer, 'followers')),
);
