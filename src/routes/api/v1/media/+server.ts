import { readFile } from 'node:fs/promises';
import { uploadMedia } from '$lib/server/domain/media';
import { Unprocessable } from '$lib/server/errors';
import { endpoint, receiveUpload } from '$lib/server/http';
import { ATTACHMENT_LIMITS } from '$lib/server/media';
import { presentMedia } from '$lib/server/serializers';
import { readWords } from './read-words.server';

/**
 * Pictures are ready when this answers, whichever version is asked. https://docs.joinmastodon.org/methods/media/#v1
 */
export const POST = endpoint(
    { scope: 'write:media', access: 'user', limit: 'media', readsBody: true },
    async ({ db, viewer, request, url }) => {
        await using upload = await receiveUpload(request, url, {
            mostBytes: () => ATTACHMENT_LIMITS.imageBytes,
        });
        if (!upload.file) throw new Unprocessable("Validation failed: File can't be blank");
        const bytes = await readFile(upload.file.path);
        const id = await uploadMedia(db, viewer, { bytes, ...readWords(upload.fields) });
        return (await presentMedia(db, [id]))[0] ?? null;
    },
);
