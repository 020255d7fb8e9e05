import { listMuted } from '$lib/server/domain/relationships';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentMutedAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/mutes/#get */
export const GET = endpoint({ scope: 'read:mutes', access: 'user' }, async ({ db, viewer, input, url }) => {
    const rows = await listMuted(db, viewer, input.slice({ usual: 40, most: 80 }));
    return respondWithPage(
        url,
        await presentMutedAccounts(db, viewer, rows),
        cursorsOf(rows, ({ id }) => id),
    );
});
