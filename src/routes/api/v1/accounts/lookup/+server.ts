import { lookUpAccount } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#lookup */
export const GET = endpoint({ scope: 'read:accounts', access: 'public' }, async ({ db, viewer, input }) => {
    const { id } = await lookUpAccount(db, input.text('acct') ?? '');
    return presentAccount(db, viewer, id);
});
