import { unmuteAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#unmute */
export const POST = endpoint({ scope: 'write:mutes', access: 'user' }, async ({ db, viewer, params }) => {
    await unmuteAccount(db, viewer, params.id);
    return presentRelationship(db, viewer, params.id);
});
