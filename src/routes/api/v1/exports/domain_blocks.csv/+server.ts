import { exportRows } from '$lib/server/domain/portability';
import { endpoint, respondWithCsv } from '$lib/server/http';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:blocks', access: 'user' }, ({ db, viewer }) =>
    respondWithCsv('domain_blocks.csv', exportRows(db, viewer, 'domain_blocks')),
);
