import { listFollowRequests } from '$lib/server/domain/relationships';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/follow_requests/#get */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, async ({ db, viewer, input, url }) => {
    const rows = await listFollowRequests(db, viewer, input.slice({ usual: 40, most: 80 }));
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
});
