import type { Interaction } from '$lib/server/db/schema';
import { listRequests } from '$lib/server/domain/interactions';
import { NotFound } from '$lib/server/errors';
import { cursorsOf, endpoint, respondWithPage, type Input } from '$lib/server/http';
import { presentInteractionRequests } from '$lib/server/serializers';

/** What waits for the member's decision. https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint(
    { scope: 'read:notifications', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const filter = { kinds: readKinds(input), statusId: readStatusId(input) };
        const rows = await listRequests(db, viewer, filter, input.slice({ usual: 40, most: 80 }));
        return respondWithPage(
            url,
            await presentInteractionRequests(db, viewer, rows),
            cursorsOf(rows, ({ id }) => id),
        );
    },
);

const SWITCHES = { favourites: 'favourite', replies: 'reply', reblogs: 'boost', quotes: 'quote' } as const;

/** Every kind that is not switched off. */
function readKinds(input: Input): Interaction[] {
    return Object.entries(SWITCHES).flatMap(([name, kind]) => (input.flag(name) === false ? [] : [kind]));
}

function readStatusId(input: Input): string | undefined {
    if (input.text('status_id') === undefined) return undefined;
    const id = input.id('status_id');
    if (id === undefined) throw new NotFound();
    return id;
}
