import { endpoint } from '$lib/server/http';
import { presentCredentialAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#verify_credentials */
export const GET = endpoint({ scope: 'profile', access: 'user' }, ({ db, viewer }) =>
    presentCredentialAccount(db, viewer),
);
