import { chooseStatus, findFilter } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { filterStatusEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/filters/#statuses-get */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    (await findFilter(db, viewer, params.id)).statuses.map(filterStatusEntity),
);

/** https://docs.joinmastodon.org/methods/filters/#statuses-add */
export const POST = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, params, input }) =>
        filterStatusEntity(await chooseStatus(db, viewer, params.id, input.text('status_id') ?? '')),
);
