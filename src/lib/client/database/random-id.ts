/** An id nobody else draws. `crypto.randomUUID` is missing on plain http, where a community in a home network may live. */
export function randomId(): string {
    return [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
}
