import { findAccount } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';

/** Nobody has collections here yet. https://docs.joinmastodon.org/methods/collections/ */
export const GET = endpoint({ scope: 'read:collections', access: 'public' }, async ({ db, params }) => {
    await findAccount(db, params.id);
    return { collections: [] };
});
