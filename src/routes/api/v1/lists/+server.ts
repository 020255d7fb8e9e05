import { createList, findLists } from '$lib/server/domain/lists';
import { endpoint, idempotencyKeyOf } from '$lib/server/http';
import { listEntity } from '$lib/server/serializers';
import { listChanges } from '../../list-changes';

/** https://docs.joinmastodon.org/methods/lists/#get */
export const GET = endpoint({ scope: 'read:lists', access: 'user' }, async ({ db, viewer }) =>
    (await findLists(db, viewer)).map(listEntity),
);

/** https://docs.joinmastodon.org/methods/lists/#create */
export const POST = endpoint(
    { scope: 'write:lists', access: 'user' },
    async ({ db, viewer, input, request }) => {
        const idempotencyKey = idempotencyKeyOf(request);
        return listEntity(await createList(db, viewer, listChanges(input), { idempotencyKey }));
    },
);
