/** Why one field was refused, in the answer to a sign-up. */
export interface FieldError {
    /** A word such as `ERR_BLANK` or `ERR_TAKEN`. */
    error: string;
    /** A sentence for the person. */
    description: string;
}

/** The body of every answer with a status of 400 or more. https://docs.joinmastodon.org/entities/Error/ */
export interface ErrorBody {
    error: string;
    error_description?: string;
    /** By field name. */
    details?: Record<string, FieldError[]>;
}

/** Tells an error body of the API from whatever else an intermediary may have answered. */
export function isErrorBody(body: unknown): body is ErrorBody {
    return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string';
}
