import { uploadMedia } from '$lib/server/domain/media';
import { Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { ATTACHMENT_LIMITS } from '$lib/server/media';
import { presentMedia } from '$lib/server/serializers';
import { readWords } from './read-words.server';

/** Bytes of a form around its file: names, a description, another picture that is not used. */
const FORM_BYTES = 200_000;

/**
 * Pictures are ready when this answers, whichever version is asked. https://docs.joinmastodon.org/methods/media/#v1
 */
export const POST = endpoint(
    {
        scope: 'write:media',
        access: 'user',
        limit: 'media',
        bodyLimit: ATTACHMENT_LIMITS.imageBytes + FORM_BYTES,
    },
    async ({ db, viewer, input }) => {
        const file = input.file('file');
        if (!file) throw new Unprocessable("Validation failed: File can't be blank");
        const bytes = Buffer.from(await file.arrayBuffer());
        const id = await uploadMedia(db, viewer, { bytes, ...readWords(input) });
        return (await presentMedia(db, [id]))[0] ?? null;
    },
);
