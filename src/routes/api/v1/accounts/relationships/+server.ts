import { endpoint } from '$lib/server/http';
import { presentRelationships } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#relationships */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, ({ db, viewer, input }) =>
    presentRelationships(db, viewer, input.list('id'), {
        withSuspended: input.flag('with_suspended') ?? false,
    }),
);
