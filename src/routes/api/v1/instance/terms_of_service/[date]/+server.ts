import { instanceState } from '$lib/server/domain/instance';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { termsEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/instance/#terms_of_service_date */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, params }) => {
    const { settings } = await instanceState(db);
    const terms = termsEntity(settings);
    if (settings.termsOfService === '' || terms.effective_date !== params.date) throw new NotFound();
    return terms;
});
