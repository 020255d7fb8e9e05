import { deleteMedia, describeMedia, findOwnMedia, giveThumbnail } from '$lib/server/domain/media';
import { endpoint } from '$lib/server/http';
import { LARGEST_PICTURE } from '$lib/server/media';
import { presentMedia } from '$lib/server/serializers';
import { readWords } from '../read-words.server';
import { respondWithMedia } from '../respond-with-media.server';

/** Bytes of a form around its picture. */
const FORM_BYTES = 200_000;

/** https://docs.joinmastodon.org/methods/media/#get */
export const GET = endpoint({ scope: 'write:media', access: 'user' }, async ({ db, viewer, params }) => {
    return respondWithMedia(db, await findOwnMedia(db, viewer, params.id), 206);
});

/** https://docs.joinmastodon.org/methods/media/#update */
export const PUT = endpoint(
    { scope: 'write:media', access: 'user', bodyLimit: LARGEST_PICTURE + FORM_BYTES },
    async ({ db, viewer, params, input }) => {
        const thumbnail = input.file('thumbnail');
        if (thumbnail) await giveThumbnail(db, viewer, params.id, Buffer.from(await thumbnail.arrayBuffer()));
        await describeMedia(db, viewer, params.id, readWords(input));
        return (await presentMedia(db, [params.id]))[0] ?? null;
    },
);

/** https://docs.joinmastodon.org/methods/media/#delete */
export const DELETE = endpoint({ scope: 'write:media', access: 'user' }, async ({ db, viewer, params }) => {
    await deleteMedia(db, viewer, params.id);
    return {};
});
