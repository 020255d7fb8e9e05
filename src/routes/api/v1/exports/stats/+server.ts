import { exportStatistics } from '$lib/server/domain/portability';
import { endpoint } from '$lib/server/http';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, ({ db, viewer }) =>
    exportStatistics(db, viewer),
);
