import { listEndorsed } from '$lib/server/domain/relationships';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#endorsements */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'public' },
    async ({ db, viewer, params, input, url }) => {
        const rows = await listEndorsed(db, params.id, input.slice({ usual: 40, most: 80 }));
        const people = await presentAccounts(
            db,
            viewer,
            rows.map(({ accountId }) => accountId),
        );
        return respondWithPage(
            url,
            people,
            cursorsOf(rows, ({ id }) => id),
        );
    },
);
