import { findChosenStatus, unchooseStatus } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { filterStatusEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/filters/#statuses-get-one */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    filterStatusEntity(await findChosenStatus(db, viewer, params.id)),
);

/** https://docs.joinmastodon.org/methods/filters/#statuses-remove */
export const DELETE = endpoint({ scope: 'write:filters', access: 'user' }, async ({ db, viewer, params }) =>
    filterStatusEntity(await unchooseStatus(db, viewer, params.id)),
);
