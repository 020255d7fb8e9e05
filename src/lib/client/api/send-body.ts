import { NetworkError } from './errors';

export interface SentAnswer {
    status: number;
    /** Undefined where it was not given. */
    header(name: string): string | undefined;
    /** Null where there is none, or it is no JSON. */
    body: unknown;
}

export interface SendOptions {
    headers?: Record<string, string>;
    body?: Blob | FormData;
    /** Hears which part of the body has left, from 0 to 1. */
    onprogress?: (part: number) => void;
    signal: AbortSignal;
}

/**
 * Sends something long, and says on the way how much of it has left, which `fetch` tells nobody. An answer of any status
 * is returned. Rejects with a NetworkError where none comes, and with an AbortError when cancelled.
 */
export function sendBody(
    method: string,
    path: string,
    { headers = {}, body, onprogress, signal }: SendOptions,
): Promise<SentAnswer> {
    return new Promise((settle, refuse) => {
        const cancelled = () => refuse(new DOMException('Cancelled', 'AbortError'));
        if (signal.aborted) return cancelled();
        const sending = new XMLHttpRequest();
        sending.open(method, path);
        for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
        sending.responseType = 'json';
        sending.upload.onprogress = ({ loaded, total }) => onprogress?.(total > 0 ? loaded / total : 0);
        sending.onerror = () => refuse(new NetworkError('The server cannot be reached'));
        sending.onabort = cancelled;
        sending.onload = () =>
            settle({
                status: sending.status,
                header: (name) => sending.getResponseHeader(name) ?? undefined,
                body: sending.response,
            });
        signal.addEventListener('abort', () => sending.abort());
        sending.send(body);
    });
}
