import { unfollowAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#unfollow */
export const POST = endpoint({ scope: 'write:follows', access: 'user' }, async ({ db, viewer, params }) => {
    await unfollowAccount(db, viewer, params.id);
    return presentRelationship(db, viewer, params.id);
});
