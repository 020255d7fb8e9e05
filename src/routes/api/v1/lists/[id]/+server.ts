import { changeList, deleteList, findList } from '$lib/server/domain/lists';
import { endpoint } from '$lib/server/http';
import { listEntity } from '$lib/server/serializers';
import { listChanges } from '../../../list-changes';

/** https://docs.joinmastodon.org/methods/lists/#get-one */
export const GET = endpoint({ scope: 'read:lists', access: 'user' }, async ({ db, viewer, params }) =>
    listEntity(await findList(db, viewer, params.id)),
);

/** https://docs.joinmastodon.org/methods/lists/#update */
export const PUT = endpoint({ scope: 'write:lists', access: 'user' }, async ({ db, viewer, params, input }) =>
    listEntity(await changeList(db, viewer, params.id, listChanges(input))),
);

/** https://docs.joinmastodon.org/methods/lists/#delete */
export const DELETE = endpoint({ scope: 'write:lists', access: 'user' }, async ({ db, viewer, params }) => {
    await deleteList(db, viewer, params.id);
    return {};
});
