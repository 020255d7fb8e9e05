import { findAccount } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/accounts/#lists */
export const GET = endpoint({ scope: 'read:lists', access: 'user' }, async ({ db, params }) => {
    await findAccount(db, params.id);
    return [];
});
