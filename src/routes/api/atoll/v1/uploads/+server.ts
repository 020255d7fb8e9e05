import { beginUpload } from '$lib/server/domain/uploads';
import { BadRequest } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { checkVersion, readCount, withProgress } from './tus.server';

/** Begins a file that comes in parts (tus: creation). `Location` is where they go. */
export const POST = endpoint(
    { scope: 'write:media', access: 'user', limit: 'media', readsBody: true },
    async ({ db, viewer, request }) => {
        checkVersion(request);
        const length = readCount(request, 'Upload-Length');
        if (length === 0) throw new BadRequest('Upload-Length must be more than nothing');
        const upload = await beginUpload(db, viewer, length);
        const headers = { Location: `/api/atoll/v1/uploads/${upload.id}` };
        return withProgress(upload, new Response(null, { status: 201, headers }));
    },
);
