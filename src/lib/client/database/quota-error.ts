/** Did the device refuse to keep more? */
export function isQuotaError(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'QuotaExceededError';
}
