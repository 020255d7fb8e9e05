import { translateStatus } from '$lib/server/domain/translations';
import { endpoint } from '$lib/server/http';
import { translationEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/statuses/#translate */
export const POST = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const language = input.text('lang', { max: 20 }) ?? viewer.locale;
        return translationEntity(await translateStatus(db, viewer, params.id, language));
    },
);
