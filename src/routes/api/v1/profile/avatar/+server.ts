import { removePicture } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentCredentialAccount } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/profile/#delete-profile-avatar */
export const DELETE = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer }) => {
    await removePicture(db, viewer, 'avatar');
    return presentCredentialAccount(db, viewer);
});
