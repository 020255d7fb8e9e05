import { deleteMedia, describeMedia, findOwnMedia } from '$lib/server/domain/media';
import { endpoint } from '$lib/server/http';
import { presentMedia } from '$lib/server/serializers';
import { readWords } from '../read-words.server';

/** https://docs.joinmastodon.org/methods/media/#get */
export const GET = endpoint({ scope: 'write:media', access: 'user' }, async ({ db, viewer, params }) => {
    const { id } = await findOwnMedia(db, viewer, params.id);
    return (await presentMedia(db, [id]))[0] ?? null;
});

/** https://docs.joinmastodon.org/methods/media/#update */
export const PUT = endpoint(
    { scope: 'write:media', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await describeMedia(db, viewer, params.id, readWords(input));
        return (await presentMedia(db, [params.id]))[0] ?? null;
    },
);

/** https://docs.joinmastodon.org/methods/media/#delete */
export const DELETE = endpoint({ scope: 'write:media', access: 'user' }, async ({ db, viewer, params }) => {
    await deleteMedia(db, viewer, params.id);
    return {};
});
