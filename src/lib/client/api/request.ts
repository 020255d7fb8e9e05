import { isErrorBody } from '$lib/mastodon-api/errors';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { ApiError, NetworkError } from './errors';

export type Fetch = typeof globalThis.fetch;

type Scalar = string | number | boolean;
/** Undefined and null are left out; an array is written as `name[]`. */
export type Query = Record<string, Scalar | readonly Scalar[] | null | undefined>;

export interface RequestOptions {
    query?: Query;
    /** Sent as JSON, or as it is when it is a form. */
    body?: object | FormData;
    headers?: Record<string, string>;
    signal?: AbortSignal;
    /** Milliseconds until the request counts as failed. */
    timeout?: number;
}

/** One page of a list, with the addresses of its neighbours as the server gave them. */
export interface Page<T> {
    items: T[];
    /** Older items, or null at the end. */
    next: string | null;
    /** Newer items. */
    prev: string | null;
}

const READ_TIMEOUT = 20_000;

/** Hears of every request that was answered or failed on the way: how connectivity is judged. */
export type RequestObserver = (outcome: 'answered' | 'failed') => void;
let observer: RequestObserver = () => {};
export function observeRequests(next: RequestObserver): void {
    observer = next;
}

/**
 * Asks the API, with the session's cookie: the only place of the client that calls `fetch`.
 * Throws ApiError when the server refuses and NetworkError when no answer comes.
 */
async function send(fetch: Fetch, method: string, path: string, options: RequestOptions): Promise<Response> {
    const { body, query, headers, signal, timeout = READ_TIMEOUT } = options;
    const limit = AbortSignal.timeout(timeout);
    const asForm = body instanceof FormData;
    let response: Response;
    try {
        response = await fetch(withQuery(path, query), {
            method,
            credentials: 'same-origin',
            headers: {
                accept: 'application/json',
                ...(body && !asForm ? { 'content-type': 'application/json' } : {}),
                ...headers,
            },
            body: asForm ? body : body ? JSON.stringify(body) : undefined,
            signal: signal ? AbortSignal.any([signal, limit]) : limit,
        });
    } catch (cause) {
        // Whoever cancelled knows; it says nothing about the network.
        if (signal?.aborted) throw cause;
        observer('failed');
        throw new NetworkError('The server cannot be reached', { cause });
    }
    observer('answered');
    if (!response.ok) throw await refusal(response);
    return response;
}

/** Asks for one JSON value. */
export async function request<T>(
    fetch: Fetch,
    method: string,
    path: string,
    options: RequestOptions = {},
): Promise<T> {
    return readJson<T>(await send(fetch, method, path, options));
}

/** Asks for one page of a list. `path` may be a `next` or `prev` of an earlier page. */
export async function requestPage<T>(
    fetch: Fetch,
    path: string,
    options: RequestOptions = {},
): Promise<Page<T>> {
    const { body, next, prev } = await requestLinked<T[]>(fetch, path, options);
    return { items: body, next, prev };
}

/** Asks for a value that is a page of something, with the addresses of its neighbours. */
export async function requestLinked<T>(
    fetch: Fetch,
    path: string,
    options: RequestOptions = {},
): Promise<{ body: T; next: string | null; prev: string | null }> {
    const response = await send(fetch, 'GET', path, options);
    const links = parseLinkHeader(response.headers.get('link'));
    return { body: await readJson<T>(response), next: pathOf(links.next), prev: pathOf(links.prev) };
}

async function readJson<T>(response: Response): Promise<T> {
    try {
        return (await response.json()) as T;
    } catch (cause) {
        throw new NetworkError('The answer was cut off or is not JSON', { cause });
    }
}

async function refusal(response: Response): Promise<ApiError> {
    const body: unknown = await response.json().catch(() => null);
    return new ApiError(response.status, isErrorBody(body) ? body : null, retryAt(response.headers));
}

function retryAt(headers: Headers): Date | null {
    const after = headers.get('retry-after');
    if (after) {
        const seconds = Number(after);
        const date = Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1000) : new Date(after);
        if (!Number.isNaN(date.getTime())) return date;
    }
    const reset = headers.get('x-ratelimit-remaining') === '0' ? headers.get('x-ratelimit-reset') : null;
    const date = reset ? new Date(reset) : null;
    return date && !Number.isNaN(date.getTime()) ? date : null;
}

function withQuery(path: string, query: Query = {}): string {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value === undefined || value === null) continue;
        if (typeof value === 'object') for (const item of value) params.append(`${name}[]`, String(item));
        else params.append(name, String(value));
    }
    return params.size > 0 ? `${path}${path.includes('?') ? '&' : '?'}${params}` : path;
}

// Only our own server is ever asked, whatever host a link names.
function pathOf(link: string | undefined): string | null {
    if (!link) return null;
    const url = URL.parse(link, 'http://localhost');
    return url ? url.pathname + url.search : null;
}
