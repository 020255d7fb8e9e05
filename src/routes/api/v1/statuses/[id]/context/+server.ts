import type { Context } from '$lib/mastodon-api/entities';
import { askForAnswers } from '$lib/server/domain/origins';
import { threadOf } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { asyncRefreshHeader, presentStatuses } from '$lib/server/serializers';

/**
 * What a member reads of somebody elsewhere is completed from where it was written: the answer names the refresh that is
 * under way. Guests read what is here.
 * https://docs.joinmastodon.org/methods/statuses/#context
 */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params }): Promise<Response> => {
        const { ancestorIds, descendantIds } = await threadOf(db, viewer, params.id);
        const entities = await presentStatuses(db, viewer, [...ancestorIds, ...descendantIds]);
        const above = new Set(ancestorIds);
        const context: Context = {
            ancestors: entities.filter(({ id }) => above.has(id)),
            descendants: entities.filter(({ id }) => !above.has(id)),
        };
        const refresh = viewer ? await askForAnswers(db, params.id) : undefined;
        return Response.json(context, {
            headers: refresh && { 'Mastodon-Async-Refresh': asyncRefreshHeader(refresh) },
        });
    },
);
