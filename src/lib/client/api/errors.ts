import type { ErrorBody } from '$lib/mastodon-api/errors';

/** The server answered, and refused. */
export class ApiError extends Error {
    override readonly name = 'ApiError';
    readonly status: number;
    readonly body: ErrorBody | null;
    /** When asking again makes sense: from `Retry-After` or `X-RateLimit-Reset`. */
    readonly retryAt: Date | null;

    constructor(status: number, body: ErrorBody | null, retryAt: Date | null = null) {
        super(body?.error_description ?? body?.error ?? `The server answered ${status}`);
        this.status = status;
        this.body = body;
        this.retryAt = retryAt;
    }
}

/** No answer came: no connection, too slow, or something between cut it off. */
export class NetworkError extends Error {
    override readonly name = 'NetworkError';
}

/** Worth trying again later without changing anything? */
export function isTransient(error: unknown): boolean {
    if (error instanceof NetworkError) return true;
    return error instanceof ApiError && (error.status >= 500 || error.status === 429 || error.status === 408);
}
