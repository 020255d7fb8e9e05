import { instanceState } from '$lib/server/domain/instance';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { termsEntity } from '$lib/server/serializers';

/** A community without terms answers 404. https://docs.joinmastodon.org/methods/instance/#terms_of_service */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db }) => {
    const { settings } = await instanceState(db);
    if (settings.termsOfService === '') throw new NotFound();
    return termsEntity(settings);
});
