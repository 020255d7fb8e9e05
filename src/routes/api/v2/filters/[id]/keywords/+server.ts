import { addKeyword, findFilter } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { keywordEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/filters/#keywords-get */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    (await findFilter(db, viewer, params.id)).keywords.map(keywordEntity),
);

/** https://docs.joinmastodon.org/methods/filters/#keywords-create */
export const POST = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, params, input }) =>
        keywordEntity(
            await addKeyword(db, viewer, params.id, {
                keyword: input.text('keyword'),
                wholeWord: input.flag('whole_word'),
            }),
        ),
);
