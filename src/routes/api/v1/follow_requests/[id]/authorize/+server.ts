import { acceptFollow } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/follow_requests/#accept */
export const POST = endpoint({ scope: 'write:follows', access: 'user' }, async ({ db, viewer, params }) => {
    await acceptFollow(db, viewer, params.id);
    return presentRelationship(db, viewer, params.id);
});
