import { findRequest } from '$lib/server/domain/interactions';
import { endpoint } from '$lib/server/http';
import { presentInteractionRequest } from '$lib/server/serializers';

/** https://docs.gotosocial.org/en/latest/api/swagger/ */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, async ({ db, viewer, params }) =>
    presentInteractionRequest(db, viewer, await findRequest(db, viewer, params.id)),
);
