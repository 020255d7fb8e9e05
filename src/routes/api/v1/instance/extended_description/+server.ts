import { instanceState } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';
import { longTextEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/instance/#extended_description */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db }) => {
    const { settings } = await instanceState(db);
    return longTextEntity(settings.description || settings.shortDescription, settings.updatedAt);
});
