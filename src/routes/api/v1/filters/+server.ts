import { createPhraseFilter, findPhraseFilters } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { v1FilterEntity } from '$lib/server/serializers';
import { readPhraseChanges } from './read-phrase-changes';

/** https://docs.joinmastodon.org/methods/filters/#get-v1 */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer }) =>
    (await findPhraseFilters(db, viewer)).map(v1FilterEntity),
);

/** https://docs.joinmastodon.org/methods/filters/#create-v1 */
export const POST = endpoint({ scope: 'write:filters', access: 'user' }, async ({ db, viewer, input }) =>
    v1FilterEntity(await createPhraseFilter(db, viewer, readPhraseChanges(input))),
);
