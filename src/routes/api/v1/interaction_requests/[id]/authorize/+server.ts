import { authorizeRequest } from '$lib/server/domain/interactions';
import { endpoint } from '$lib/server/http';
import { presentInteractionRequest } from '$lib/server/serializers';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const POST = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, params }) =>
        presentInteractionRequest(db, viewer, await authorizeRequest(db, viewer, params.id)),
);
