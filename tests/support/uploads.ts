/** Files sent as a client sends them. */
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { ask } from './api-routes';

interface Upload {
    name?: string;
    /** What the client says it is. */
    type?: string;
    fields?: Record<string, string>;
    path?: string;
    thumbnail?: Buffer;
}

/** `POST /api/v2/media` with `bytes` as its file. */
export async function upload<T = MediaAttachment>(
    token: string | undefined,
    bytes: Buffer,
    {
        name = 'picture.jpg',
        type = 'image/jpeg',
        fields = {},
        path = '/api/v2/media',
        thumbnail,
    }: Upload = {},
) {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], name, { type }));
    if (thumbnail) form.set('thumbnail', new File([new Uint8Array(thumbnail)], 'thumbnail'));
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    const encoded = new Response(form);
    return ask<T>('POST', path, {
        token,
        body: await encoded.blob(),
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? '' },
    });
}
