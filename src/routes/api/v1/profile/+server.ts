import { updateProfile } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentProfile } from '$lib/server/serializers';
import { PROFILE_BODY, profileChanges } from '../../profile-changes';

/** https://docs.joinmastodon.org/methods/profile/#get-profile */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, ({ db, viewer }) =>
    presentProfile(db, viewer),
);

/** https://docs.joinmastodon.org/methods/profile/#update-profile */
export const PATCH = endpoint(
    { scope: 'write:accounts', access: 'user', bodyLimit: PROFILE_BODY },
    async ({ db, viewer, input }) => {
        await updateProfile(db, viewer, await profileChanges(input));
        return presentProfile(db, viewer);
    },
);
