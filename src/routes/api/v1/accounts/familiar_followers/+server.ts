import { findFamiliarFollowers } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentFamiliarFollowers } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#familiar_followers */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, async ({ db, viewer, input }) =>
    presentFamiliarFollowers(db, viewer, await findFamiliarFollowers(db, viewer, input.list('id'))),
);
