import { listGroupAccounts } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/grouped_notifications/#get-group-accounts */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, async ({ db, viewer, params }) =>
    presentAccounts(db, viewer, await listGroupAccounts(db, viewer, params.group_key)),
);
