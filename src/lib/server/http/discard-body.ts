/** Bytes of a body too large that are still taken from its sender. */
const DISCARD_LIMIT = 128_000_000;

/**
 * Reads on without keeping anything: a client that is cut off while it sends never sees why. One that sends without end
 * is cut off.
 */
export async function discardBody(body: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    try {
        for (let size = 0; size < DISCARD_LIMIT;) {
            const { done, value } = await body.read();
            if (done) return;
            size += value.byteLength;
        }
        await body.cancel();
    } catch {
        // The client went away, which is as good.
    }
}
