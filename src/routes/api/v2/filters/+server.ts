import { createFilter, findFilters } from '$lib/server/domain/filters';
import { endpoint, idempotencyKeyOf } from '$lib/server/http';
import { filterEntity } from '$lib/server/serializers';
import { readFilterChanges } from './read-filter-changes';

/** https://docs.joinmastodon.org/methods/filters/#get */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer }) =>
    (await findFilters(db, viewer)).map(filterEntity),
);

/** https://docs.joinmastodon.org/methods/filters/#create */
export const POST = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, input, request }) => {
        const idempotencyKey = idempotencyKeyOf(request);
        return filterEntity(await createFilter(db, viewer, readFilterChanges(input), { idempotencyKey }));
    },
);
