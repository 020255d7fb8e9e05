import { findThreadRefresh } from '$lib/server/domain/origins';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { asyncRefreshEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/async_refreshes/ */
export const GET = endpoint({ scope: 'read', access: 'user' }, async ({ db, params }) => {
    const refresh = await findThreadRefresh(db, params.id);
    if (!refresh) throw new NotFound();
    return { async_refresh: asyncRefreshEntity(refresh) };
});
