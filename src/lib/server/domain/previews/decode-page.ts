/** Where browsers look for the encoding that a page names itself. */
const SNIFFED_BYTES = 4_096;

/**
 * The text of an HTML page: by its byte order mark, the header, its own `<meta>`, and else UTF-8, or windows-1252 where
 * it cannot be that. An unknown name counts as none.
 */
export function decodePage(body: Buffer, contentType: string): string {
    const named =
        markedEncoding(body) ??
        decoderFor(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1]) ??
        decoderFor(encodingInMeta(body.subarray(0, SNIFFED_BYTES).toString('latin1')));
    if (named) return named.decode(body);
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body);
    } catch {
        return new TextDecoder(isMostlyUtf8(body) ? 'utf-8' : 'windows-1252').decode(body);
    }
}

function markedEncoding(body: Buffer): TextDecoder | undefined {
    if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return new TextDecoder('utf-8');
    if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be');
    if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le');
    return undefined;
}

function decoderFor(label: string | undefined): TextDecoder | undefined {
    if (!label) return undefined;
    try {
        return new TextDecoder(label.toLowerCase());
    } catch {
        return undefined;
    }
}

function encodingInMeta(start: string): string | undefined {
    const meta = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start)?.[1];
    // A page that can be read so far is not in UTF-16, whatever it says.
    return meta && /^utf-?16/i.test(meta) ? 'utf-8' : meta;
}

/** A page cut off in the middle of a character is UTF-8 all the same. */
function isMostlyUtf8(body: Buffer): boolean {
    const text = new TextDecoder('utf-8').decode(body);
    return text.indexOf('\ufffd') >= text.length - 2;
}
