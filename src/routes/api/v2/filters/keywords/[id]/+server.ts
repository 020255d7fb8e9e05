import { changeKeyword, deleteKeyword, findKeyword } from '$lib/server/domain/filters';
import { endpoint } from '$lib/server/http';
import { keywordEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/filters/#keywords-get-one */
export const GET = endpoint({ scope: 'read:filters', access: 'user' }, async ({ db, viewer, params }) =>
    keywordEntity((await findKeyword(db, viewer, params.id)).keyword),
);

/** https://docs.joinmastodon.org/methods/filters/#keywords-update */
export const PUT = endpoint(
    { scope: 'write:filters', access: 'user' },
    async ({ db, viewer, params, input }) =>
        keywordEntity(
            await changeKeyword(db, viewer, params.id, {
                keyword: input.text('keyword'),
                wholeWord: input.flag('whole_word'),
            }),
        ),
);

/** https://docs.joinmastodon.org/methods/filters/#keywords-delete */
export const DELETE = endpoint({ scope: 'write:filters', access: 'user' }, async ({ db, viewer, params }) => {
    await deleteKeyword(db, viewer, params.id);
    return {};
});
