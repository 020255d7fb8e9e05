import { updateProfile } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentCredentialAccount } from '$lib/server/serializers';
import { PROFILE_BODY, profileChanges } from '../../../profile-changes';

/** https://docs.joinmastodon.org/methods/accounts/#update_credentials */
export const PATCH = endpoint(
    { scope: 'write:accounts', access: 'user', bodyLimit: PROFILE_BODY },
    async ({ db, viewer, input }) => {
        const settings = await updateProfile(db, viewer, await profileChanges(input));
        return presentCredentialAccount(db, { ...viewer, settings });
    },
);
