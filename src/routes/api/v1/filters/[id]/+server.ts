import { changePhraseFilter, deletePhraseFilter, findKeyword } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { v1FilterEntity } from '$lib/server/serializers';
import { readPhraseChanges } from '../read-phrase-changes';

/** `id` is a keyword's. https://docs.joinmastodon.org/methods/filters/#get-one-v1 */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    v1FilterEntity(await findKeyword(db, viewer, params.id)),
);

/** https://docs.joinmastodon.org/methods/filters/#update-v1 */
export const PUT = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, params, input }) =>
        v1FilterEntity(await changePhraseFilter(db, viewer, params.id, readPhraseChanges(input))),
);

/** https://docs.joinmastodon.org/methods/filters/#delete-v1 */
export const DELETE = endpoint({ scope: 'write:filters', access: 'user' }, async ({ db, viewer, params }) => {
    await deletePhraseFilter(db, viewer, params.id);
    return {};
});
