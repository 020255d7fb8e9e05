import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { isErrorBody } from '$lib/mastodon-api/errors';
import { ApiError } from './errors';
import { request, type Fetch } from './request';
import { sendBody, type SentAnswer } from './send-body';

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

/** Gives a film or a sound another picture to stand for it. https://docs.joinmastodon.org/methods/media/#update */
export function giveThumbnail(fetch: Fetch, id: string, picture: Blob): Promise<MediaAttachment> {
    const body = new FormData();
    body.set('thumbnail', picture);
    return request(fetch, 'PUT', `/api/v1/media/${id}`, { body, timeout: 60_000 });
}

/** How far a file is on its way, from 0 to 1, is told to `onprogress`; `signal` cancels it. */
export interface UploadOptions {
    onprogress: (part: number) => void;
    signal: AbortSignal;
}

/**
 * Sends a file, and says on the way which part of it has left, which `fetch` tells nobody. Rejects as every request
 * does, and with an AbortError when cancelled. https://docs.joinmastodon.org/methods/media/#v2
 */
export function uploadMedia(file: Blob, { onprogress, signal }: UploadOptions): Promise<MediaAttachment> {
    const form = new FormData();
    form.set('file', file);
    return mediaOf(sendBody('POST', '/api/v2/media', { body: form, onprogress, signal }));
}

/** @throws ApiError where the server did not take the file. */
export async function mediaOf(sending: Promise<SentAnswer>): Promise<MediaAttachment> {
    const { status, body } = await sending;
    if (status < 300 && body) return body as MediaAttachment;
    throw new ApiError(status, isErrorBody(body) ? body : null);
}
