import { findAccount } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#get */
export const GET = endpoint({ scope: 'read:accounts', access: 'public' }, async ({ db, viewer, params }) => {
    const { id } = await findAccount(db, params.id);
    return presentAccount(db, viewer, id);
});
