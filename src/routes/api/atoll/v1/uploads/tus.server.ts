/** What all answers about files that come in parts have in common: tus 1.0.0, https://tus.io/protocols/resumable-upload */
import type { PartialUpload } from '$lib/server/domain/uploads';
import { AtollError, BadRequest } from '$lib/server/errors';

const VERSION = '1.0.0';

/** @throws AtollError 412 for another version than ours. */
export function checkVersion({ headers }: Request): void {
    const asked = headers.get('tus-resumable');
    if (asked !== VERSION) throw new AtollError(412, `Tus-Resumable must be ${VERSION}`);
}

/** @throws BadRequest where it is not said, or is no whole number. */
export function readCount({ headers }: Request, name: 'Upload-Length' | 'Upload-Offset'): number {
    const text = headers.get(name) ?? '';
    if (!/^\d{1,15}$/.test(text)) throw new BadRequest(`${name} must be a whole number`);
    return Number(text);
}

/** Tells how far a file has come. */
export function withProgress(
    { offset, length }: PartialUpload,
    response: Response = new Response(null, { status: 204 }),
): Response {
    response.headers.set('Tus-Resumable', VERSION);
    response.headers.set('Upload-Offset', String(offset));
    response.headers.set('Upload-Length', String(length));
    response.headers.set('Cache-Control', 'no-store');
    return response;
}
