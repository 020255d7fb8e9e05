import { findAccount } from '$lib/server/domain/accounts';
import { findListsWith } from '$lib/server/domain/lists';
import { endpoint } from '$lib/server/http';
import { listEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#lists */
export const GET = endpoint({ scope: 'read:lists', access: 'user' }, async ({ db, viewer, params }) => {
    const { id } = await findAccount(db, params.id);
    return (await findListsWith(db, viewer, id)).map(listEntity);
});
