/**
 * Errors that may be shown. The message is for people and for clients; what is not safe to show goes into `cause`.
 * `http/respond-with-error.ts` maps them to answers, once.
 */
export class AtollError extends Error {
    override name = 'AtollError';
    /** The HTTP status an edge answers with. */
    readonly status: number;
    /** Further members of the API's error object, such as `details` of a sign-up. */
    readonly extra: Record<string, unknown>;

    constructor(
        status: number,
        message: string,
        options: { cause?: unknown; extra?: Record<string, unknown> } = {},
    ) {
        super(message, { cause: options.cause });
        this.status = status;
        this.extra = options.extra ?? {};
    }
}

/** What is asked for does not exist, or the asker may not know that it does. */
export class NotFound extends AtollError {
    override name = 'NotFound';
    constructor(message = 'Record not found', cause?: unknown) {
        super(404, message, { cause });
    }
}

/** Nobody, or somebody with a token that no longer holds. */
export class Unauthorized extends AtollError {
    override name = 'Unauthorized';
    constructor(message = 'The access token is invalid') {
        super(401, message);
    }
}

/** Known, but not entitled: a missing scope, role or permission. Never used where it would tell of a private thing. */
export class Forbidden extends AtollError {
    override name = 'Forbidden';
    constructor(message = 'This action is not allowed') {
        super(403, message);
    }
}

/** Understood but not acceptable: validation failed. */
export class Unprocessable extends AtollError {
    override name = 'Unprocessable';
    constructor(message: string, extra?: Record<string, unknown>) {
        super(422, message, { extra });
    }
}

/** Not readable at all: broken JSON, a wrong type of body. */
export class BadRequest extends AtollError {
    override name = 'BadRequest';
    constructor(message = 'The request could not be read') {
        super(400, message);
    }
}

/** Somebody else changed it meanwhile. */
export class Conflict extends AtollError {
    override name = 'Conflict';
    constructor(message: string) {
        super(409, message);
    }
}

/** It was here and is deleted. */
export class Gone extends AtollError {
    override name = 'Gone';
    constructor(message = 'Gone') {
        super(410, message);
    }
}

export class PayloadTooLarge extends AtollError {
    override name = 'PayloadTooLarge';
    constructor(message = 'The request is too large') {
        super(413, message);
    }
}

/** Asked too often. `resetAt` is when it may be tried again. */
export class RateLimited extends AtollError {
    override name = 'RateLimited';
    readonly resetAt: Date;
    readonly limit: number;
    constructor(limit: number, resetAt: Date) {
        super(429, 'Too many requests');
        this.limit = limit;
        this.resetAt = resetAt;
    }
}

/** Cannot be served right now; trying again later is right. */
export class ServiceUnavailable extends AtollError {
    override name = 'ServiceUnavailable';
    constructor(
        message = 'The community is not available right now, please try again in a moment',
        cause?: unknown,
    ) {
        super(503, message, { cause });
    }
}

/** There is no room left for files. Nothing was kept; what needs no files goes on. */
export class NoRoom extends AtollError {
    override name = 'NoRoom';
    constructor(cause?: unknown) {
        super(507, 'There is no room left for files here. Please tell the people who run this community', {
            cause,
        });
    }
}
