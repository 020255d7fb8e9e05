import { removePicture } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentCredentialAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/profile/#delete-profile-header */
export const DELETE = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer }) => {
    await removePicture(db, viewer, 'header');
    return presentCredentialAccount(db, viewer);
});
