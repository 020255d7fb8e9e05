import type { Context } from '$lib/mastodon-api/entities';
import { threadOf } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#context */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params }): Promise<Context> => {
        const { ancestorIds, descendantIds } = await threadOf(db, viewer, params.id);
        const entities = await presentStatuses(db, viewer, [...ancestorIds, ...descendantIds]);
        const above = new Set(ancestorIds);
        return {
            ancestors: entities.filter(({ id }) => above.has(id)),
            descendants: entities.filter(({ id }) => !above.has(id)),
        };
    },
);
