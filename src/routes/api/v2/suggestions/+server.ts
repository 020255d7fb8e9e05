import { suggestPeople } from '$lib/server/domain/directory';
import { endpoint } from '$lib/server/http';
import { presentSuggestions } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/suggestions/#v2 */
export const GET = endpoint({ scope: 'read', access: 'user' }, async ({ db, viewer, input }) =>
    presentSuggestions(
        db,
        viewer,
        await suggestPeople(db, viewer, input.slice({ usual: 40, most: 80 }).limit),
    ),
);
