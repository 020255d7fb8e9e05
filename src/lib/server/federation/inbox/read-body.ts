import { PayloadTooLarge } from '../../errors';

/** Larger than any activity of the network. */
const MAX_BYTES = 1_000_000;

/** Reads a body to its end, or to the limit: an announced length is only believed when it is too great. @throws PayloadTooLarge */
export async function readBody(request: Request, limit = MAX_BYTES): Promise<Uint8Array> {
    if (Number(request.headers.get('content-length') ?? 0) > limit) throw new PayloadTooLarge();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of request.body ?? []) {
        size += chunk.byteLength;
        if (size > limit) throw new PayloadTooLarge();
        chunks.push(chunk);
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}
