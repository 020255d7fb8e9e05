import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { isErrorBody } from '$lib/mastodon-api/errors';
import { ApiError, NetworkError } from './errors';
import { request, type Fetch } from './request';

/** What is said about a file. */
export interface MediaWords {
    description: string;
    /** The point that every crop keeps: two numbers from −1 to 1, up is positive, such as `-0.5,0.25`. */
    focus: string;
}

/** https://docs.joinmastodon.org/methods/media/#get */
export function getMedia(fetch: Fetch, id: string): Promise<MediaAttachment> {
    return request(fetch, 'GET', `/api/v1/media/${id}`);
}

/** https://docs.joinmastodon.org/methods/media/#update */
export function updateMedia(fetch: Fetch, id: string, words: MediaWords): Promise<MediaAttachment> {
    return request(fetch, 'PUT', `/api/v1/media/${id}`, { body: words });
}

/**
 * Sends a file, and says on the way which part of it has left, which `fetch` tells nobody. Rejects as every request
 * does, and with an AbortError when cancelled. https://docs.joinmastodon.org/methods/media/#v2
 */
export function uploadMedia(
    file: Blob,
    { onprogress, signal }: { onprogress: (part: number) => void; signal: AbortSignal },
): Promise<MediaAttachment> {
    const form = new FormData();
    form.set('file', file);
    return new Promise((settle, refuse) => {
        const sending = new XMLHttpRequest();
        sending.open('POST', '/api/v2/media');
        sending.responseType = 'json';
        sending.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
        sending.onerror = () => refuse(new NetworkError('The server cannot be reached'));
        sending.onabort = () => refuse(new DOMException('Cancelled', 'AbortError'));
        sending.onload = () => {
            const body: unknown = sending.response;
            if (sending.status < 300 && body) settle(body as MediaAttachment);
            else refuse(new ApiError(sending.status, isErrorBody(body) ? body : null));
        };
        signal.addEventListener('abort', () => sending.abort());
        sending.send(form);
    });
}
