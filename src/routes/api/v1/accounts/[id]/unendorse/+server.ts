import { unendorseAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#unendorse */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    await unendorseAccount(db, viewer, params.id);
    return presentRelationship(db, viewer, params.id);
});
