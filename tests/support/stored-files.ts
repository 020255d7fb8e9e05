/** Asks for a stored file as a browser would, by the address that was given out. */
import { GET } from '../../src/routes/media/[...key]/+server';

export async function fetchStored(address: string, headers: Record<string, string> = {}) {
    const key = decodeURIComponent(new URL(address).pathname.replace(/^\/media\//, ''));
    const request = new Request(address, { headers });
    const event = { request, params: { key }, locals: { requestId: 'test' } };
    const response = await GET(event as unknown as Parameters<typeof GET>[0]);
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}
