import { Readable } from 'node:stream';
import type { IncomingHttpHeaders } from 'node:http';
import { cappedStream } from './outbound-body';
import { OutboundError } from './outbound-error';
import { discard, lastAnswer } from './outbound-fetch';

interface StreamRequest {
    /** Asks for these bytes alone; `end` is the last one, or none for all that follow. */
    range?: { start: number; end?: number };
    /** Asked before each hop whether that host is spoken to at all; what it throws is thrown. */
    admit?: (target: URL) => Promise<void>;
    /** The most the body may become. */
    maxBytes: number;
    /** Milliseconds until the body must begin, redirects included. */
    begins: number;
    /** Milliseconds until it must have ended. */
    ends: number;
}

export interface OutboundStream {
    status: number;
    headers: IncomingHttpHeaders;
    /** Ends with an error where it stalls, lasts too long or grows too large. Whoever does not read it destroys it. */
    body: Readable;
}

/**
 * `outboundFetch` for what is too large to be held: the same checks at every hop, and a body that is read while it comes,
 * no faster than its reader. Of an answer that is no success the body is empty.
 * @throws OutboundError
 */
export async function outboundStream(
    address: string,
    { range, admit, maxBytes, begins, ends }: StreamRequest,
): Promise<OutboundStream> {
    const ending = new AbortController();
    const late = () => ending.abort(new DOMException('The answer took too long', 'TimeoutError'));
    const beginning = setTimeout(late, begins);
    const headersOfOurs = {
        // A part of what is packed cannot be unpacked, and media are packed already.
        'accept-encoding': 'identity',
        ...(range && { range: `bytes=${range.start}-${range.end ?? ''}` }),
    };
    const { answer } = await lastAnswer(
        address,
        { admit, headers: headersOfOurs },
        ending.signal,
        'files',
    ).finally(() => clearTimeout(beginning));
    const { statusCode: status, headers } = answer;
    if (status !== 200 && status !== 206) {
        await discard(answer, AbortSignal.timeout(begins));
        return { status, headers, body: Readable.from([]) };
    }
    try {
        const encoding = String(headers['content-encoding'] ?? '');
        if (Number(headers['content-length'] ?? 0) > maxBytes)
            throw new OutboundError('too-large', `more than ${maxBytes} bytes are announced`);
        if (status === 206 && !/^(identity)?$/i.test(encoding))
            throw new OutboundError('encoding', 'a part of a packed body cannot be read');
        const body = cappedStream(answer.body, encoding, maxBytes);
        const ended = setTimeout(late, ends).unref();
        body.once('close', () => clearTimeout(ended));
        return { status, headers, body };
    } catch (error) {
        answer.body.on('error', () => {}).destroy();
        throw error;
    }
}
