import { unblockAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#unblock */
export const POST = endpoint({ scope: 'write:blocks', access: 'user' }, async ({ db, viewer, params }) => {
    await unblockAccount(db, viewer, params.id);
    return presentRelationship(db, viewer, params.id);
});
