import { suggestPeople } from '$lib/server/domain/directory';
import { endpoint } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/suggestions/#v1 */
export const GET = endpoint({ scope: 'read', access: 'user' }, async ({ db, viewer, input }) => {
    const people = await suggestPeople(db, viewer, input.slice({ usual: 40, most: 80 }).limit);
    return presentAccounts(
        db,
        viewer,
        people.map(({ accountId }) => accountId),
    );
});
