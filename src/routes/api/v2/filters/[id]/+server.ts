import { changeFilter, deleteFilter, findFilter } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { filterEntity } from '$lib/server/serializers';
import { readFilterChanges } from '../read-filter-changes';

/** https://docs.joinmastodon.org/methods/filters/#get-one */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    filterEntity(await findFilter(db, viewer, params.id)),
);

/** https://docs.joinmastodon.org/methods/filters/#update */
export const PUT = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, params, input }) =>
        filterEntity(await changeFilter(db, viewer, params.id, readFilterChanges(input))),
);

/** https://docs.joinmastodon.org/methods/filters/#delete */
export const DELETE = endpoint({ scope: 'write:filters', access: 'user' }, async ({ db, viewer, params }) => {
    await deleteFilter(db, viewer, params.id);
    return {};
});
