/** The key by which the same request, sent again, is known; undefined where the client gave none. */
export function idempotencyKeyOf({ headers }: Request): string | undefined {
    return headers.get('idempotency-key')?.slice(0, 255) || undefined;
}
