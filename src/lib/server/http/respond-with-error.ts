import { AtollError, NoRoom, PayloadTooLarge, RateLimited, ServiceUnavailable } from '../errors';
import { log } from '../log';

/** PostgreSQL's complaints that are about the request: bytes or numbers it cannot store. */
const UNSTORABLE = new Set(['22021', '22P02', '22P05', '22003', '22007', '22008']);
/** PostgreSQL or its connection is away, starting, stopping, or too busy. */
const UNAVAILABLE =
    /^(57P0[1-5]|57014|08\w{3}|53\w{3}|55P03|40P01|40001|CONNECT\w*|CONNECTION_\w+|ECONN\w+|ENOENT|EPIPE)$/;

/**
 * Turns anything thrown into an error that is safe to show. What is not one of ours is logged and shown as a plain
 * "something went wrong", without what it said.
 */
export function asShownError(thrown: unknown, requestId = ''): AtollError {
    if (thrown instanceof AtollError) return thrown;
    // The outermost limit is the platform's, which throws an error of its own while the body is read.
    if ((thrown as { status?: unknown } | null)?.status === 413) return new PayloadTooLarge();
    const code = codeOf(thrown);
    if (UNSTORABLE.has(code)) return new AtollError(422, 'The request holds a value that cannot be stored');
    if (code === 'ENOSPC' || code === 'EDQUOT') return new NoRoom(thrown);
    if (UNAVAILABLE.test(code)) return new ServiceUnavailable(undefined, thrown);
    log.error({ err: thrown, requestId }, 'A request failed');
    return new AtollError(500, 'Something went wrong on our side', { cause: thrown });
}

/** drizzle wraps what postgres.js throws; the code may stand one level down. */
function codeOf(thrown: unknown): string {
    for (let error = thrown, depth = 0; error && depth < 4; depth++) {
        const { code, cause } = error as { code?: unknown; cause?: unknown };
        if (typeof code === 'string') return code;
        error = cause;
    }
    return '';
}

/** The API's answer to an error: `{"error": …}` with the headers that belong to it. */
export function respondWithError(thrown: unknown, requestId = ''): Response {
    const error = asShownError(thrown, requestId);
    const headers = new Headers({
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
    });
    if (error instanceof RateLimited) {
        headers.set('X-RateLimit-Limit', String(error.limit));
        headers.set('X-RateLimit-Remaining', '0');
        headers.set('X-RateLimit-Reset', error.resetAt.toISOString());
        headers.set(
            'Retry-After',
            String(Math.max(1, Math.ceil((error.resetAt.getTime() - Date.now()) / 1_000))),
        );
    }
    if (error instanceof ServiceUnavailable) headers.set('Retry-After', '5');
    if (error.status === 401) headers.set('WWW-Authenticate', 'Bearer realm="Atoll"');
    return new Response(JSON.stringify({ error: error.message, ...error.extra }), {
        status: error.status,
        headers,
    });
}
