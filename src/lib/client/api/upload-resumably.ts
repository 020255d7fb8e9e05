import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { isErrorBody } from '$lib/mastodon-api/errors';
import { ApiError, NetworkError } from './errors';
import { mediaOf, uploadMedia, type UploadOptions } from './media';
import { sendBody, type SentAnswer } from './send-body';

/** Below it, sending again costs less than asking how far one came. */
const SHORT = 2_000_000;
/** A part is done in seconds, so little is lost with one, and its progress is told often. */
const PART = 3_000_000;
/** How long is waited before each new attempt without getting any further, in milliseconds. */
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000];
const TUS = { 'Tus-Resumable': '1.0.0' };

export interface ResumableOptions extends UploadOptions {
    /** Where an earlier page began to send it. */
    begunAt?: string | null;
    /** Hears where it can be gone on with, should the page not come to the end. */
    onbegun?: (path: string) => void;
}

/**
 * Sends a file in parts, and goes on after a break of the network, of the server or of the page where the last part
 * ended. Short files are sent at once. What is cancelled is forgotten by the server too.
 * @throws ApiError where the server refuses it, NetworkError after minutes without any progress, AbortError.
 */
export async function uploadResumably(
    file: Blob,
    { onprogress, signal, begunAt = null, onbegun }: ResumableOptions,
    pauses: readonly number[] = PAUSES,
): Promise<MediaAttachment> {
    if (file.size < SHORT) return uploadMedia(file, { onprogress, signal });
    const attempts = new Attempts(pauses, signal);
    const far = begunAt ? await attempts.make(() => farOf(begunAt, signal)) : null;
    const path = far === null ? await attempts.make(() => begin(file.size, signal)) : (begunAt ?? '');
    onbegun?.(path);
    attempts.gotOn();
    const forget = () => void sendBody('DELETE', path, { headers: TUS, signal: NEVER }).catch(() => {});
    signal.addEventListener('abort', forget, { once: true });
    try {
        for (let offset = far ?? 0; ;) {
            const from = offset;
            const tell = (part: number) =>
                onprogress(Math.min(1, (from + part * Math.min(PART, file.size - from)) / file.size));
            const answer = await attempts.make(async () => {
                if (attempts.isRepeated) offset = await offsetOf(path, signal);
                if (offset !== from) return undefined;
                return checked(await sendPart(path, file, offset, { onprogress: tell, signal }));
            });
            if (answer && answer.status !== 204) return await mediaOf(Promise.resolve(answer));
            if (answer) offset = Number(answer.header('Upload-Offset'));
            attempts.gotOn();
        }
    } finally {
        signal.removeEventListener('abort', forget);
    }
}

/** Cancels nothing. */
const NEVER = new AbortController().signal;

async function begin(length: number, signal: AbortSignal): Promise<string> {
    const headers = { ...TUS, 'Upload-Length': String(length) };
    const answer = checked(await sendBody('POST', '/api/atoll/v1/uploads', { headers, signal }));
    return answer.header('Location') ?? '';
}

async function offsetOf(path: string, signal: AbortSignal): Promise<number> {
    const answer = checked(await sendBody('HEAD', path, { headers: TUS, signal }));
    return Number(answer.header('Upload-Offset'));
}

/** How far an upload of earlier came; null where the server knows it no more. */
async function farOf(path: string, signal: AbortSignal): Promise<number | null> {
    try {
        return await offsetOf(path, signal);
    } catch (error) {
        if (error instanceof ApiError && (error.status === 404 || error.status === 410)) return null;
        throw error;
    }
}

function sendPart(path: string, file: Blob, offset: number, options: UploadOptions): Promise<SentAnswer> {
    const headers = {
        ...TUS,
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
    };
    return sendBody('PATCH', path, { headers, body: file.slice(offset, offset + PART), ...options });
}

/** @throws ApiError for an answer that is none of success. */
function checked(answer: SentAnswer): SentAnswer {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new ApiError(answer.status, isErrorBody(answer.body) ? answer.body : null);
}

/** What is tried again, and until when: pauses grow while nothing gets on. */
class Attempts {
    readonly #pauses: readonly number[];
    readonly #signal: AbortSignal;
    #failed = 0;

    constructor(pauses: readonly number[], signal: AbortSignal) {
        this.#pauses = pauses;
        this.#signal = signal;
    }

    /** Whether the last attempt failed, so that it is not known how much of it arrived. */
    get isRepeated(): boolean {
        return this.#failed > 0;
    }

    gotOn(): void {
        this.#failed = 0;
    }

    async make<T>(attempt: () => Promise<T>): Promise<T> {
        for (;;)
            try {
                return await attempt();
            } catch (error) {
                const pause = this.#pauses[this.#failed++];
                if (pause === undefined || !mayPass(error)) throw error;
                await this.#wait(pause);
            }
    }

    /** Waits, and no longer than until the device is online again. */
    #wait(ms: number): Promise<void> {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const cancel = () => reject(new DOMException('Cancelled', 'AbortError'));
        const timer = setTimeout(resolve, ms);
        globalThis.addEventListener?.('online', () => resolve(), { once: true });
        this.#signal.addEventListener('abort', cancel, { once: true });
        return promise.finally(() => {
            clearTimeout(timer);
            this.#signal.removeEventListener('abort', cancel);
        });
    }
}

/** The network is away, the server starts anew, or another attempt was in between. No room will be none in a second. */
function mayPass(error: unknown): boolean {
    if (error instanceof NetworkError) return true;
    return (
        error instanceof ApiError && (error.status === 409 || (error.status >= 500 && error.status !== 507))
    );
}
