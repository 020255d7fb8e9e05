import { addToList, listPeopleOf, removeFromList } from '$lib/server/domain/lists';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** `limit=0` means everybody. https://docs.joinmastodon.org/methods/lists/#accounts */
export const GET = endpoint(
    { scope: 'read:lists', access: 'user' },
    async ({ db, viewer, params, input, url }) => {
        const slice = input.integer('limit') === 0 ? undefined : input.slice({ usual: 40, most: 80 });
        const ids = await listPeopleOf(db, viewer, params.id, slice);
        return respondWithPage(
            url,
            await presentAccounts(db, viewer, ids),
            slice && cursorsOf(ids, (id) => id),
        );
    },
);

/** https://docs.joinmastodon.org/methods/lists/#accounts-add */
export const POST = endpoint(
    { scope: 'write:lists', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await addToList(db, viewer, params.id, input.list('account_ids'));
        return {};
    },
);

/** https://docs.joinmastodon.org/methods/lists/#accounts-remove */
export const DELETE = endpoint(
    { scope: 'write:lists', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await removeFromList(db, viewer, params.id, input.list('account_ids'));
        return {};
    },
);
