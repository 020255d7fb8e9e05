import { whoFavourited } from '$lib/server/domain/statuses';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#favourited_by */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params, input, url }) => {
        const rows = await whoFavourited(db, viewer, params.id, input.slice({ usual: 40, most: 80 }));
        const people = await presentAccounts(
            db,
            viewer,
            rows.map(({ accountId }) => accountId),
        );
        return respondWithPage(
            url,
            people,
            cursorsOf(rows, ({ cursor }) => cursor),
        );
    },
);
